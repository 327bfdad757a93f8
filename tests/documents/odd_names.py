"""Three hundred names that a form could take: long, short, in many scripts, and some that no one has."""

import random
import unicodedata

from common.text import one_line

_WORDS = (
    "North South Saint Lake County Township Borough Metropolitan University Community College Hospital Transit "
    "Airport Police Sheriff's Department Office Authority Public Safety Agency of the and Commonwealth Regional"
).split()

SCRIPTS = {
    "arabic": "شرطة مدينة القدس الكبرى لخدمة المجتمع والصحة النفسية",
    "hebrew": "משטרת העיר הגדולה והמחוז הצפוני",
    "chinese": "東京都警視庁精神保健対応課",
    "korean": "서울특별시경찰청 정신건강위기대응팀",
    "thai": "สถานีตำรวจนครบาลและศูนย์สุขภาพจิต",
    "hindi": "महानगर पुलिस विभाग मानसिक स्वास्थ्य",
    "tamil": "பெருநகர காவல் துறை",
    "greek": "Αστυνομικό Τμήμα Αθηνών",
    "cyrillic": "Управление полиции города Киева",
    "georgian": "თბილისის პოლიციის დეპარტამენტი",
    "inuktitut": "ᓄᓇᕗᑦ ᐳᓖᓯᒃᑯᑦ",
    "cherokee": "ᏣᎳᎩ ᏗᏓᏂᏱᏍᎩ",
    "vietnamese": "Sở Cảnh sát Thành phố Hồ Chí Minh",
    "navajo": "Naabeehó Binahásdzo Siláo Bił Haz'ą́ą́",
    "hawaiian": "Māka'i Hawai'i ʻOihana",
    "emoji": "👮🏽‍♀️🚓 Police 👨‍👩‍👧‍👦 Department 🏳️‍🌈🇺🇸",
    "math": "𝕻𝖔𝖑𝖎𝖈𝖊 𝓓𝓮𝓹𝓪𝓻𝓽𝓶𝓮𝓷𝓽 ∑∫√",
}


def is_read_in_another_order(name: str) -> bool:
    """Whether a name has letters that programs which read a paper put in another order than they were typed.

    From right to left; and vowels that stand before the letter that they were typed after (Tamil), where poppler parts
    the word and reads two lines of it as columns.
    """
    return any(
        unicodedata.bidirectional(character) in {"R", "AL", "AN"} or "\u0bc6" <= character <= "\u0bc8"
        for character in name
    )


def _names() -> list[str]:
    chance = random.Random(2016)  # noqa: S311 - the same names every time
    names = [
        "X",
        "I",
        "W" * 500,
        "i" * 500,
        "M" * 160,
        "-" * 500,
        "." * 300,
        "A B " * 120,
        "Ш" * 400,
        "🚓" * 250,
    ]
    names += [
        'O\'Neill & Sons <Police> "Dept."',
        "100% % of %s",
        "A/B\\C",
        "a@b.example",
        "#1",
        "{{ x }}",
        "—–…§¶",
    ]
    names += ["e" + "\u0301" * 40, "".join(c + "\u0300\u0316\u0334\u035c\u0489" * 3 for c in "Zalgo County")]
    names += [
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Police",
        "a\u00adb" * 100,
        "x\u200by" * 150,
    ]
    for text in SCRIPTS.values():
        names += [
            text,
            f"{text} {text}",
            (f"{text} " * 20)[:160],
            (f"{text} " * 60)[:500],
            text.replace(" ", "") * 5,
        ]
    for length in range(1, 100):
        names.append(" ".join(chance.choice(_WORDS) for _ in range(1 + length % 24)))
    for length in range(20, 500, 5):
        names.append("".join(chance.choice("abcdefghijkl mnopqrstuvwxyz WMQ") for _ in range(length)))
    names += ["".join(chr(chance.choice(_RANGES)) for _ in range(60)) for _ in range(20)]
    return [cleaned for name in names if (cleaned := one_line(name[:500]))]


# Letters that have a glyph of their own: where two share one, a reader can't tell which was typed.
_RANGES = [
    code
    for start, end in ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x17E), (0x410, 0x44F), (0x1EA0, 0x1EF9))
    for code in range(start, end + 1)
    if unicodedata.category(chr(code)) in {"Lu", "Ll"}
]

NAMES = _names()
