"""Credits that stand at the end of a caption, in the forms of the press."""

from __future__ import annotations

import pytest

from archive.importers.extraction.printed_credits import (
    names_agency,
    split_printed_credit,
)


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("A camera at the gate.", "A camera at the gate.", ""),
        ("A camera. Photo: Ann Sample/AFP", "A camera.", "Photo: Ann Sample/AFP"),
        ("A camera (Photo Ann Sample. AFP)", "A camera", "(Photo Ann Sample. AFP)"),
        ("A camera. (Ann Sample/AFP/Getty)", "A camera.", "(Ann Sample/AFP/Getty)"),
        ("A camera at night. (Ann Sample)", "A camera at night.", "(Ann Sample)"),
        ("A camera at the gate (Ann Sample)", "A camera at the gate (Ann Sample)", ""),
        ("Ann Sample (left)", "Ann Sample (left)", ""),
        ("Eine Kamera. (Archivbild)", "Eine Kamera. (Archivbild)", ""),
        ("A camera at the gate. | AP Photo", "A camera at the gate.", "AP Photo"),
        ("Una cámara en Lima. / ANA MUSTRA", "Una cámara en Lima.", "ANA MUSTRA"),
        ("At dawn. Ann Sample—Getty Images", "At dawn.", "Ann Sample—Getty Images"),
        ("A camera at the gate. Reuters", "A camera at the gate.", "Reuters"),
        ("Eine Kamera am Tor. © Anna Muster", "Eine Kamera am Tor.", "© Anna Muster"),
        ("Caméra. Crédits photo : Le Modèle", "Caméra.", "Crédits photo : Le Modèle"),
        ("Kamera na ulicy. Fot. Jan Wzór", "Kamera na ulicy.", "Fot. Jan Wzór"),
        ("Kamera v ulici. Zdroj: ČTK", "Kamera v ulici.", "Zdroj: ČTK"),
        ("Камера на улице. Фото: ТАСС", "Камера на улице.", "Фото: ТАСС"),
        ("Camera trên phố. Ảnh: Minh Anh", "Camera trên phố.", "Ảnh: Minh Anh"),
        ("Kamera di jalan. Foto: Antara", "Kamera di jalan.", "Foto: Antara"),
        ("城市街头的摄像头。图：新华社", "城市街头的摄像头。", "图：新华社"),
        ("街頭のカメラ＝山田太郎撮影", "街頭のカメラ", "山田太郎撮影"),
        ("거리의 카메라. 사진: 연합뉴스", "거리의 카메라.", "사진: 연합뉴스"),
        ("كاميرا في الشارع. صورة: رويترز", "كاميرا في الشارع.", "صورة: رويترز"),
        # Agencies in other scripts, and signs before them.
        ("كاميرا في شوارع المدينة (رويترز)", "كاميرا في شوارع المدينة", "(رويترز)"),
        ("كاميرا في شوارع المدينة - أ ف ب", "كاميرا في شوارع المدينة", "أ ف ب"),
        ("מצלמה ברחוב | צילום: דני כהן", "מצלמה ברחוב", "צילום: דני כהן"),
        ("सड़क पर कैमरा | फोटो: एएनआई", "सड़क पर कैमरा", "फोटो: एएनआई"),
        ("街頭のカメラ＝共同", "街頭のカメラ", "共同"),
        ("거리의 카메라가 보인다./뉴시스", "거리의 카메라가 보인다.", "뉴시스"),
        ("Kamera gatvėje / A. Pavyzdys nuotr.", "Kamera gatvėje", "A. Pavyzdys nuotr."),
        # Names with an agency, a newspaper or a domain, and names in capitals.
        ("Une caméra. Anne Modèle / AFP", "Une caméra.", "Anne Modèle / AFP"),
        (
            "Una cámara.Ana Mustra (Getty Images)",
            "Una cámara.",
            "Ana Mustra (Getty Images)",
        ),
        ("Una cámara. / ANA MUSTRA (EFE)", "Una cámara.", "ANA MUSTRA (EFE)"),
        ("Una cámara en la calle.AFP", "Una cámara en la calle.", "AFP"),
        ("Myndavél. blad.is/Anna Sýni", "Myndavél.", "blad.is/Anna Sýni"),
        (
            "Myndavél við hliðið. Mynd/Anna Sýni",
            "Myndavél við hliðið.",
            "Mynd/Anna Sýni",
        ),
        ("A camera at dawn - Ann Sample/AFP", "A camera at dawn", "Ann Sample/AFP"),
        ("A camera [Ann Sample/The Gazette]", "A camera", "[Ann Sample/The Gazette]"),
        (
            "A camera. ANN SAMPLE POUR « LE JOUR »",
            "A camera.",
            "ANN SAMPLE POUR « LE JOUR »",
        ),
        ("A camera seen at night. Ann Sample", "A camera seen at night.", "Ann Sample"),
        (
            "Een camera in de straat. Beeld Anna Voorbeeld",
            "Een camera in de straat.",
            "Beeld Anna Voorbeeld",
        ),
        # At the beginning, and nothing else.
        (
            "Foto: Anna Muster | Eine Kamera am Tor",
            "Eine Kamera am Tor",
            "Foto: Anna Muster",
        ),
        ("[Photo by Ann Sample] A camera", "A camera", "[Photo by Ann Sample]"),
        ("Ann Sample / AFP / Getty Images", "", "Ann Sample / AFP / Getty Images"),
        (
            "王小明發言應該自律。（取自王小明臉書）",
            "王小明發言應該自律。",
            "（取自王小明臉書）",
        ),
        ("La plaza será analizada. (Cedida)", "La plaza será analizada.", "(Cedida)"),
        ("Вокзал /Фото з архіву Івана", "Вокзал", "Фото з архіву Івана"),
        ("Euras / E. Muster/LRT nuotr.", "Euras", "E. Muster/LRT nuotr."),
        (
            "문이 열렸다. 잠실=홍길동 기자 a@b.kr /2020.08.20/",
            "문이 열렸다. 잠실",
            "홍길동 기자",
        ),
        (
            "FILE PHOTO: A logo in Geneva, March 5, 2019. REUTERS/Ann Sample",
            "FILE PHOTO: A logo in Geneva, March 5, 2019.",
            "REUTERS/Ann Sample",
        ),
        # Sentences that are none.
        ("The minister left. Nobody asked", "The minister left. Nobody asked", ""),
        (
            "Police at the gate - the third time",
            "Police at the gate - the third time",
            "",
        ),
        ("The station in Hotan (Xinjiang)", "The station in Hotan (Xinjiang)", ""),
    ],
)
def test_a_credit_is_parted_from_its_caption(text, caption, credit):
    assert split_printed_credit(text) == (caption, credit)


@pytest.mark.parametrize(
    ("text", "named"),
    [("Ann Sample/AFP", True), ("Getty", True), ("Ann Sample", False), ("MAP", False)],
)
def test_agencies_are_known_by_whole_words(text, named):
    assert names_agency(text) is named
