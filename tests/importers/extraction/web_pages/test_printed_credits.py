"""Credits that stand at the end of a caption, in the forms of the press."""

from __future__ import annotations

import pytest

from archive.importers.extraction.web_pages.printed_credits import (
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
