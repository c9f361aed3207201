"""Makes the fonts of this folder: python3 subset.py FOLDER-OF-INTER FOLDER-OF-NOTO (needs fonttools).

Inter 3.19 comes from its own release; Noto Sans CJK 2.004 from Debian's package fonts-noto-cjk, of which these collections
are taken: NotoSansCJK-Regular.ttc, NotoSansCJK-Medium.ttc. Run it again whenever zh-Hans.ftl gains a character; the tests
say so. With a dash in the place of a folder, the fonts of that folder are left as they are.

Of Inter: Latin, punctuation, arrows and signs, with tabular figures (tnum) and the single-storey a (cv11) as the default.
Of Noto Sans SC, what Inter has not, with the heights of Inter. In Regular: every character of zh-Hans.ftl and of the voices' names, the 3,755 of GB 2312's first level, which
are those in common use, and its punctuation and full-width signs; in Medium: the characters of zh-Hans.ftl and of the voices' names alone.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).parent
WEIGHTS = ["Regular", "Medium", "SemiBold"]
FROZEN = ["tnum", "cv11"]
KEPT_FEATURES = ["kern", "calt", "ccmp", "mark", "mkmk", "locl", "liga"]
KEPT = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x18F, 0x18F), (0x192, 0x192), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1DC),
    (0x1E6, 0x1E7), (0x1EA, 0x1EB), (0x1F4, 0x1F5), (0x1F8, 0x1FF), (0x200, 0x21B), (0x237, 0x237), (0x259, 0x259),
    (0x2B0, 0x2FF), (0x300, 0x36F), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF),
    (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x25A0, 0x25FF),
    (0x2600, 0x26FF), (0x2713, 0x2718), (0xFB00, 0xFB04),
]
# What the picker of languages shows whatever the language is.
OWN_NAME = "简体中文"
# Rows of GB 2312: punctuation, full-width signs, and the characters of its first level, by their sounds.
PUNCTUATION, FULL_WIDTH, FIRST_LEVEL = [1], [3], range(16, 56)
# Copyright, names, version, licence and its address.
KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]


def freeze(font):
    """Points the characters of the frozen features at the glyphs these features put in their place."""
    table = font["GSUB"].table
    swaps = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag in FROZEN:
            for index in record.Feature.LookupListIndex:
                for lookup in table.LookupList.Lookup[index].SubTable:
                    swaps.update(getattr(getattr(lookup, "ExtSubTable", lookup), "mapping", {}))
    for characters in font["cmap"].tables:
        for code, glyph in list(characters.cmap.items()):
            characters.cmap[code] = swaps.get(glyph, glyph)


def write(font, name, codes, options):
    maker = subset.Subsetter(options)
    maker.populate(unicodes=codes)
    maker.subset(font)
    font.save(HERE / name)


def inter(folder):
    for weight in WEIGHTS:
        font = TTFont(folder / f"Inter-{weight}.otf", recalcTimestamp=False)
        freeze(font)
        options = subset.Options(layout_features=KEPT_FEATURES, name_IDs=["*"], notdef_outline=True, glyph_names=False)
        codes = [code for first, last in KEPT for code in range(first, last + 1)]
        write(font, f"Inter-{weight}.otf", codes, options)


def level(font, with_font):
    """Gives a font the heights of another one, so that letters of both stand on one line and lines keep their height."""
    (height, other), unit = (font["hhea"], with_font["hhea"]), font["head"].unitsPerEm / with_font["head"].unitsPerEm
    up, down = round(other.ascent * unit), round(other.descent * unit)
    height.ascent, height.descent, height.lineGap = up, down, 0
    metrics = font["OS/2"]
    metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = up, down, 0
    metrics.usWinAscent, metrics.usWinDescent = up, -down


def of_rows(rows):
    """The characters of some rows of GB 2312."""
    places = (bytes([0xA0 + row, 0xA0 + cell]) for row in rows for cell in range(1, 95))
    return {ord(character) for place in places for character in place.decode("gb2312", "ignore")}


def noto(folder):
    sentences = (HERE.parent / "text" / "zh-Hans.ftl").read_text(encoding="utf-8") + OWN_NAME
    sentences += (HERE.parents[1] / "src" / "domain" / "voices.rs").read_text(encoding="utf-8")
    said = {ord(character) for character in sentences if not character.isspace()}
    common = of_rows([*PUNCTUATION, *FULL_WIDTH, *FIRST_LEVEL])
    latin = TTFont(HERE / "Inter-Regular.otf")
    for weight, codes in [("Regular", said | common), ("Medium", said)]:
        faces = TTCollection(folder / f"NotoSansCJK-{weight}.ttc", lazy=True, recalcTimestamp=False).fonts
        font = next(face for face in faces if face["name"].getDebugName(1).startswith("Noto Sans CJK SC"))
        # Without hints, which are of no use at the resolutions of today, and without the forms of other languages.
        options = subset.Options(layout_features=[], name_IDs=KEPT_NAMES, name_languages=[0x409], hinting=False)
        options.drop_tables += ["BASE", "VORG", "vhea", "vmtx", "DSIG"]
        level(font, latin)
        write(font, f"NotoSansSC-{weight}.otf", codes - set(latin.getBestCmap()), options)


for make, folder in zip([inter, noto], sys.argv[1:3], strict=True):
    if folder != "-":
        make(Path(folder))
