"""CSL-JSON as its specification (1.0.2) has it, for what an item may hold."""

from jsonschema.validators import validator_for

TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter
classic collection dataset document entry entry-dictionary entry-encyclopedia event
figure graphic hearing interview legal_case legislation manuscript map motion_picture
musical_score pamphlet paper-conference patent performance periodical
personal_communication post post-weblog regulation report review review-book software
song speech standard thesis treaty webpage
""".split()
STRINGS = """
abstract annote archive archive_collection archive_location archive-place authority
call-number citation-key citation-label collection-title container-title
container-title-short dimensions division DOI event event-title event-place genre ISBN
ISSN journalAbbreviation jurisdiction keyword language license medium note
original-publisher original-publisher-place original-title part-title PMCID PMID
publisher publisher-place references reviewed-genre reviewed-title scale section
shortTitle source status title title-short URL volume-title year-suffix
""".split()
NUMBERS = """
chapter-number citation-number collection-number edition first-reference-note-number
issue locator number number-of-pages number-of-volumes page page-first part-number
printing-number supplement-number version volume
""".split()
NAMES = """
author chair collection-editor compiler composer container-author contributor curator
director editor editorial-director executive-producer guest host illustrator interviewer
narrator organizer original-author performer producer recipient reviewed-author
script-writer series-creator translator
""".split()
DATES = "accessed available-date event-date issued original-date submitted".split()

STRING = {"type": "string"}
NUMBER = {"type": ["string", "number"]}
FLAG = {"type": ["string", "number", "boolean"]}
NAME = {
    "type": "object",
    "properties": {
        **dict.fromkeys(
            ("family", "given", "dropping-particle", "non-dropping-particle", "suffix"),
            STRING,
        ),
        "literal": STRING,
        "comma-suffix": FLAG,
        "static-ordering": FLAG,
        "parse-names": FLAG,
    },
    "additionalProperties": False,
    "minProperties": 1,
}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "items": {"type": "array", "items": NUMBER, "minItems": 1, "maxItems": 3},
            "minItems": 1,
            "maxItems": 2,
        },
        "season": NUMBER,
        "circa": FLAG,
        "literal": STRING,
        "raw": STRING,
    },
    "additionalProperties": False,
    "minProperties": 1,
}
ITEM = {
    "type": "object",
    "properties": {
        "id": NUMBER,
        "type": {"enum": TYPES},
        "custom": {"type": "object"},
        "categories": {"type": "array", "items": STRING},
        **dict.fromkeys(STRINGS, STRING),
        **dict.fromkeys(NUMBERS, NUMBER),
        **{name: {"type": "array", "items": NAME} for name in NAMES},
        **dict.fromkeys(DATES, DATE),
    },
    "required": ["id", "type"],
    "additionalProperties": False,
}
# `jsonschema.validate` would look through the schema itself at each call; a test does.
VALIDATOR = validator_for(ITEM)
AN_ITEM = VALIDATOR(ITEM)
ITEMS = VALIDATOR({"type": "array", "items": ITEM})
