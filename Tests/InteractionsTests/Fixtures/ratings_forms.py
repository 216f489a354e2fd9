"""Writes small made-up ratings in every form that the reader takes, and what pandas makes of them.

    python3 ratings_forms.py

Writes the files of ratings_forms/ and ratings_forms.json beside this script. Takes pandas (made with 3.1).
"""

import gzip
import io
import json
import pathlib

import pandas

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE / "ratings_forms"
NAMES = ["userId", "movieId", "rating", "timestamp"]

# Users 12, 2 and 7, in no order; movies whose numbers sort otherwise than their digits.
ROWS = [
    (12, 100, 5.0, 978300760),
    (2, 9, 3.5, 978302109),
    (12, 9, 4.0, 978301968),
    (7, 31, 1.0, 978300275),
    (2, 100, 4.5, 978824291),
]


def lines(rows, separator, header=None):
    all_rows = ([header] if header else []) + [list(row) for row in rows]
    return "".join(separator.join(str(field) for field in row) + "\n" for row in all_rows)


def spelled(*names):
    return lines(ROWS, ",", names)


def with_ids(users, items):
    return lines([(users[u], items[i], r, t) for u, i, r, t in ROWS], ",", NAMES)


def objects(rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def blocks(text):
    """Netflix's blocks as a frame: the line above each is its movie."""
    movie, rows = None, []
    for line in text.splitlines():
        if line.endswith(":"):
            movie = line[:-1]
        else:
            rows.append(f"{line},{movie}")
    return pandas.read_csv(io.StringIO("\n".join(rows)), header=None)


def form(text, columns=(0, 1, 2, 3), **pandas_arguments):
    """A file's text, the places of its columns of users, items, ratings and times, and how pandas reads it."""
    return text, columns, {"sep": ",", "header": 0, **pandas_arguments}


TEXTS = {12: "Zoë", 2: "anna", 7: "Zoe"}, {100: "B000001193", 9: "B00000066X", 31: "b000000914"}
FORMS = {
    "colons.dat": form(lines([(u, i, int(2 * r) / 2, t) for u, i, r, t in ROWS], "::"), sep="::", header=None),
    "movielens.csv": form(spelled(*NAMES)),
    "noheader.csv": form(lines(ROWS, ","), header=None),
    "noheader.tsv": form(lines(ROWS, "\t"), sep="\t", header=None),
    "tab.tsv": form(lines(ROWS, "\t", NAMES), sep="\t"),
    "semicolon.csv": form(lines(ROWS, ";", NAMES), sep=";"),
    "colons-header.dat": form(lines(ROWS, "::", NAMES), sep="::"),
    "snake.csv": form(spelled("user_id", "item_id", "rating", "timestamp")),
    "upper.csv": form(spelled("UserID", "MovieID", "Rating", "Timestamp")),
    "short.csv": form(spelled("uid", "sid", "score", "time")),
    "dashes.csv": form(spelled("User-ID", "ISBN", "Book-Rating", "Date")),
    "order.csv": form(
        lines([(i, r, u, t) for u, i, r, t in ROWS], ",", ["movieId", "rating", "userId", "timestamp"]),
        (2, 0, 1, 3)),
    "quoted.csv": form(
        '"userId","movieId","rating","timestamp"\n'
        + "".join(f'"{u}","{i}","{r}","{t}"\n' for u, i, r, t in ROWS)),
    "titles.csv": form(
        ",user,title,item,rating,timestamp\n"
        + "".join(f'{n},{u},"A ""quoted"", long\ntitle",{i},{r},{t}\n' for n, (u, i, r, t) in enumerate(ROWS)),
        (1, 3, 4, 5)),
    "windows.csv": form("\ufeff" + spelled(*NAMES).replace("\n", "\r\n") + "\r\n\r\n"),
    "nolastline.csv": form(spelled(*NAMES).rstrip("\n")),
    "notime.csv": form(lines([row[:3] for row in ROWS], ",", NAMES[:3]), (0, 1, 2, None)),
    "threecolumns.csv": form(lines([row[:3] for row in ROWS], ","), (0, 1, 2, None), header=None),
    "emptytime.csv": form(lines([(*row[:3], "") for row in ROWS], ",", NAMES), (0, 1, 2, None)),
    "date.csv": form(
        lines([(*row[:3], "2005-04-02 23:53:47") for row in ROWS], ",", NAMES), (0, 1, 2, None)),
    "implicit.csv": form(lines([row[:2] for row in ROWS], ",", NAMES[:2]), (0, 1, None, None)),
    "twocolumns.csv": form(lines([row[:2] for row in ROWS], ","), (0, 1, None, None), header=None),
    "tenscale.csv": form(lines([(u, i, int(2 * r), t) for u, i, r, t in ROWS], ",", NAMES)),
    "anyscale.csv": form(lines([(u, i, r / 7 - 0.5, t) for u, i, r, t in ROWS], ",", NAMES)),
    "floatids.csv": form(lines([(float(u), float(i), r, t) for u, i, r, t in ROWS], ",", NAMES)),
    "mixedfloats.csv": form(
        lines([(float(u) if i == 9 else u, i, r, t) for u, i, r, t in ROWS], ",", NAMES)),
    "large.csv": form(with_ids({12: 76561197970982479, 2: 2147483648, 7: 3}, {100: 100, 9: 9, 31: 31})),
    "negative.csv": form(with_ids({12: 12, 2: -2, 7: 7}, {100: 100, 9: -9, 31: 0})),
    "text.csv": form(with_ids(*TEXTS)),
    "latertext.csv": form(
        with_ids({12: 12, 2: 2, 7: "x7"}, {100: 100, 9: "09", 31: "B3"}).replace("userId", "user"),
        dtype={"user": str, "movieId": str}),
    "packed.csv.gz": form(spelled(*NAMES)),
    "zeros.csv": form(
        with_ids({12: "12", 2: "02", 7: "2"}, {100: "0195153448", 9: "195153448", 31: "+31"}),
        dtype={"userId": str, "movieId": str}),
    "laterzeros.dat": form(
        lines([(u, "0100" if n == 4 else i, int(2 * r) / 2, t) for n, (u, i, r, t) in enumerate(ROWS)], "::"),
        sep="::", header=None, dtype={1: str}),
    "blanks.txt": form(
        "".join(f" {u}  {i}   {r:.1f} {t} \n" for u, i, r, t in ROWS), sep=r"\s+", header=None),
    "bars.txt": form(lines(ROWS, "|", ["user", "item", "rating", "timestamp"]), sep="|"),
    "recbole.inter": form(
        lines(ROWS, "\t", ["user_id:token", "item_id:token", "rating:float", "timestamp:float"]), sep="\t"),
    "decimalcommas.csv": form(spelled(*NAMES).replace(",", ";").replace(".", ","), sep=";", decimal=","),
    "commaids.csv": form(
        lines([(f"{u},0", f"{i},0", str(r).replace(".", ","), t) for u, i, r, t in ROWS], ";", NAMES),
        sep=";", decimal=","),
    "sep.csv": form("sep=;\r\n" + spelled(*NAMES).replace(",", ";").replace("\n", "\r\n"), sep=";", skiprows=1),
    "coordinates.mtx": form(
        "%%MatrixMarket matrix coordinate real general\n% made up\n%\n 12 100 5\n"
        + "".join(f" {u}   {i}  {r:.1f}\n" for u, i, r, _ in ROWS),
        (0, 1, 2, None), sep=r"\s+", header=None, skiprows=4),
    "pattern.mtx": form(
        "%%MatrixMarket matrix coordinate pattern general\n12 100 5\n"
        + "".join(f"{u} {i}\n" for u, i, _, _ in ROWS),
        (0, 1, None, None), sep=" ", header=None, skiprows=2),
    "blocks.txt": form(
        "".join(
            f"{i}:\n" + "".join(f"{u},{int(2 * r) / 2},{t}\n" for u, j, r, t in ROWS if j == i)
            for i in (100, 9, 31)),
        (0, 3, 1, 2), read=blocks),
    "objects.json": form(
        objects(
            {"reviewerID": TEXTS[0][u], "style": {"Size:": ["a, b"]}, "asin": f"B\n\"{i}\"", "overall": r,
             "unixReviewTime": t}
            for u, i, r, t in ROWS),
        (0, 1, 2, 3),
        read=lambda text: pandas.DataFrame([json.loads(line) for line in text.splitlines()])[
            ["reviewerID", "asin", "overall", "unixReviewTime"]]),
    "objects-clicks.json": form(
        objects({"user_id": u, "note": None, "business_id": str(i)} for u, i, _, _ in ROWS),
        (0, 2, None, None), read=lambda text: pandas.read_json(io.StringIO(text), lines=True)),
    "label.csv": form(
        lines([(u, i, int(r > 3)) for u, i, r, _ in ROWS], ",", ["user", "item", "label"]), (0, 1, 2, None)),
    "truth.csv": form(
        lines([(u, i, str(r > 3).lower()) for u, i, r, _ in ROWS], ",", ["user", "item", "liked"]), (0, 1, 2, None)),
}


def text_of(value):
    whole = not isinstance(value, str) and value == int(value)
    return str(int(value)) if whole else str(value)


def expected(path, columns, arguments):
    if "read" in arguments:
        frame = arguments["read"](path.read_text())
    else:
        frame = pandas.read_csv(path, engine="python", **arguments)
    user, item, rating, time = [None if place is None else frame.iloc[:, place] for place in columns]
    return {
        "users": [text_of(value) for value in user],
        "items": [text_of(value) for value in item],
        "sortedUsers": [text_of(value) for value in sorted(user.unique())],
        "sortedItems": [text_of(value) for value in sorted(item.unique())],
        "ratings": None if rating is None else [float(value) for value in rating],
        "times": None if time is None else [int(value) for value in time],
    }


def main():
    FOLDER.mkdir(exist_ok=True)
    found = {}
    for name, (text, columns, arguments) in FORMS.items():
        data = text.encode()
        (FOLDER / name).write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
        found[name] = expected(FOLDER / name, columns, arguments)
    files = (f"{json.dumps(name)}: {json.dumps(read, ensure_ascii=False)}" for name, read in found.items())
    (HERE / "ratings_forms.json").write_text("{\n" + ",\n".join(files) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
