"""Numbers as English words: 42 is forty-two, 3rd is third, the year 1984 nineteen eighty-four."""

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
_IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_LARGEST = 10**15


def cardinal(number: int) -> str:
    """`1205` is "one thousand two hundred and five"; from a quadrillion on, digit by digit."""
    if number < 0:
        return f"minus {cardinal(-number)}"
    if number >= _LARGEST:
        return digits(str(number))
    for value, name in _SCALES:
        if number >= value:
            high, low = divmod(number, value)
            joint = " and " if 0 < low < 100 else " "
            return f"{cardinal(high)} {name}" + (f"{joint}{cardinal(low)}" if low else "")
    if number >= 100:
        high, low = divmod(number, 100)
        return f"{_SMALL[high]} hundred" + (f" and {cardinal(low)}" if low else "")
    if number >= 20:
        high, low = divmod(number, 10)
        return _TENS[high] + (f"-{_SMALL[low]}" if low else "")
    return _SMALL[number]


def ordinal(number: int) -> str:
    """`21` is "twenty-first"."""
    words = cardinal(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    if last in _IRREGULAR:
        return words[:cut] + _IRREGULAR[last]
    return words[:cut] + (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


def year(number: int) -> str:
    """`1905` is "nineteen oh five", `2004` "two thousand and four", `2026` "twenty twenty-six"."""
    high, low = divmod(number, 100)
    if number % 1000 < 10 or not 1000 <= number <= 9999:
        return cardinal(number)
    if low == 0:
        return f"{cardinal(high)} hundred"
    return f"{cardinal(high)} {f'oh {_SMALL[low]}' if low < 10 else cardinal(low)}"


def digits(text: str) -> str:
    """`"0470"` is "zero four seven zero"; what is no digit is left out."""
    return " ".join(_SMALL[int(digit)] for digit in text if digit in "0123456789")


def decimal(text: str) -> str:
    """`"1,250.07"` is "one thousand two hundred and fifty point zero seven"."""
    whole, _, fraction = text.replace(",", "").partition(".")
    words = cardinal(int(whole)) if whole else "zero"
    if len(whole) > 1 and whole.startswith("0"):
        words = digits(whole)
    return f"{words} point {digits(fraction)}" if fraction else words


def plural(word: str) -> str:
    """The plural of a number word: "nineties", "twos", "sixes"."""
    if word.endswith("y"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith("x") else f"{word}s"
