"""Makes the fonts of this folder from Inter's own: python3 subset.py FOLDER-OF-INTER (needs fonttools).

Keeps Latin, punctuation, arrows and signs; makes tabular figures (tnum) and the single-storey a (cv11) the default.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

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


def main(folder):
    for weight in WEIGHTS:
        font = TTFont(folder / f"Inter-{weight}.otf")
        freeze(font)
        options = subset.Options(layout_features=KEPT_FEATURES, name_IDs=["*"], notdef_outline=True, glyph_names=False)
        maker = subset.Subsetter(options)
        maker.populate(unicodes=[code for first, last in KEPT for code in range(first, last + 1)])
        maker.subset(font)
        font.save(Path(__file__).parent / f"Inter-{weight}.otf")


main(Path(sys.argv[1]))
