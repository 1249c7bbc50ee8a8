"""Opens the files of a site with other people's programs, first by the call that anybody would try, then by the one that
the page of the data shows. Prints a table of programs and what they read; exits with 1 when a file is read wrongly by the
shown call, or by the plain one where no other is shown."""

import collections
import csv
import glob
import html
import json
import os
import re
import sys
import warnings
import zipfile

import duckdb
import frictionless
import openpyxl
import pandas
import polars
import pyarrow.parquet

warnings.simplefilter("ignore")
site = sys.argv[1]
release = json.load(open(f"{site}/data/latest.json"))["release"]
root = os.path.abspath(f"{site}/data/{release}")
page = html.unescape(open(f"{site}/dati/index.html", encoding="utf-8").read())
calls = dict(zip(["DuckDB", "pandas", "polars", "R", "frictionless"], re.findall(r'<pre class="?call"?>(.*?)</pre>', page)))
assert len(calls) == 5, "the page of the data shows no calls"

# Frictionless opens nothing above the folder it stands in.
os.chdir(root)

KEYS = ["level", "territory", "obs_status", "conf_status"]
table = collections.OrderedDict()
faults = []


def truth(path):
    """Territories and values of a CSV as they stand in it."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["territory"] for row in rows], [float(row["value"]) if row["value"] else None for row in rows], rows


def same(values, expected):
    clean = [None if pandas.isna(value) else float(value) for value in values]
    return clean == expected


def by_duckdb(path, call):
    sql = (call or "SELECT * FROM 'file.csv'").replace("file.csv", path)
    rows = duckdb.sql(sql)
    kinds = dict(zip(rows.columns, map(str, rows.types)))
    return rows.df(), all(kinds[key] == "VARCHAR" for key in KEYS)


def by_pandas(path, call):
    frame = eval((call or "pandas.read_csv('file.csv')").replace("file.csv", path))
    return frame, all(pandas.api.types.is_string_dtype(frame[key]) for key in KEYS)


def by_polars(path, call):
    frame = eval((call or "polars.read_csv('file.csv')").replace("file.csv", path))
    return frame.to_pandas(), all(frame.schema[key] == polars.String for key in KEYS)


def by_frictionless(path, call):
    resource = eval((call or "frictionless.Resource(path='file.csv')").replace("file.csv", os.path.relpath(path)))
    report = resource.validate()
    if not report.valid:
        raise ValueError(report.flatten(["message"])[0])
    rows = resource.extract()[resource.name]
    kinds = {field.name: field.type for field in resource.schema.fields}
    return pandas.DataFrame(rows), all(kinds[key] == "string" for key in KEYS)


def right(read, path, call, expected):
    territories, values, _ = expected
    try:
        frame, typed = read(path, call)
    except Exception as error:  # whatever a stranger's program does
        return f"error: {str(error).splitlines()[0][:80]}"
    if not typed or list(frame["territory"]) != territories:
        return "codes are no text"
    return "" if same(list(frame["value"]), values) else "other values"


csvs = sorted(glob.glob(f"{root}/indicator/*/*.csv"))
csvs = [path for path in csvs if not path.endswith((".excel-it.csv", ".vintages.csv"))]
places = sorted(glob.glob(f"{root}/territory/*/*.csv"))
places = places[:: max(1, len(places) // 12)]
for kind, paths in [("CSV of indicators", csvs), ("CSV of territories", places)]:
    counts = {name: [0, 0] for name in ["DuckDB", "pandas", "polars", "frictionless"]}
    for path in paths:
        expected = truth(path)
        # Frictionless takes seconds for a large file.
        large = len(expected[1]) > 20_000
        readers = {"DuckDB": by_duckdb, "pandas": by_pandas, "polars": by_polars, "frictionless": by_frictionless}
        for name, read in readers.items():
            if name == "frictionless" and large:
                continue
            plain = right(read, path, None, expected)
            shown = right(read, path, calls[name], expected)
            counts[name][0] += plain == ""
            counts[name][1] += 1
            if shown:
                faults.append(f"{name}, shown call: {os.path.relpath(path, root)}: {shown}")
            # A file of one territory has one code: where that does not begin with a zero DuckDB takes it for a number, as all
            # others do, and the page shows the call that does not.
            if name == "DuckDB" and plain and kind == "CSV of indicators":
                faults.append(f"{name}, plain call: {os.path.relpath(path, root)}: {plain}")
            if plain.startswith("error") and kind == "CSV of indicators":
                faults.append(f"{name}, plain call: {os.path.relpath(path, root)}: {plain}")
    for name, (plain, all_) in counts.items():
        table[name, kind] = f"{plain} of {all_}"

parquets = sorted(glob.glob(f"{root}/indicator/*/*.parquet"))
together = duckdb.sql(f"SELECT count(*) FROM '{root}/indicator/*/*.parquet'").fetchall()[0][0]
alone = sum(pyarrow.parquet.read_metadata(path).num_rows for path in parquets)
scanned = polars.scan_parquet(f"{root}/indicator/*/*.parquet").select(polars.len()).collect().item()
schemas = {str(pyarrow.parquet.read_schema(path).remove_metadata()) for path in parquets}
if not (together == alone == scanned and len(schemas) == 1):
    faults.append(f"Parquet files together: {together} and {scanned} rows of {alone}, {len(schemas)} schemas")
table["DuckDB", "Parquet, all at once"] = f"{len(parquets)} of {len(parquets)}"
table["polars", "Parquet, all at once"] = f"{len(parquets)} of {len(parquets)}"
for path in parquets:
    said = pyarrow.parquet.read_metadata(path).metadata or {}
    lacking = [key for key in ["title", "unit", "source", "licence", "edition", "simulated", "obs_status"] if key.encode() not in said]
    simulated = said.get(b"simulated") == b"true"
    column = set(pandas.read_parquet(path, columns=["simulated"])["simulated"])
    if lacking or column != {simulated} or simulated != os.path.basename(path).removesuffix(".parquet").endswith("-simulated"):
        faults.append(f"{os.path.relpath(path, root)}: says nothing of {lacking}, or not that it is simulated")

books = sorted(glob.glob(f"{root}/indicator/*/*.xlsx"), key=os.path.getsize)[:12]
good = 0
for path in books:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    expected = truth(path.removesuffix(".xlsx") + ".csv")
    rows = list(book["Dati"].iter_rows(values_only=True))
    names, rows = rows[0], rows[1:]
    territories = [row[names.index("territory")] for row in rows]
    values = [row[names.index("value")] for row in rows]
    unfilled = [cell for row in book["Leggimi"].iter_rows(values_only=True) for cell in row if cell and re.search(r"\{\w+\}", str(cell))]
    if territories == expected[0] and same(values, expected[1]) and not unfilled:
        good += 1
    else:
        faults.append(f"{os.path.relpath(path, root)}: not as the CSV, or with {unfilled[:1]}")
table["openpyxl", "XLSX, the smaller"] = f"{good} of {len(books)}"

# A theme is the files of its indicators, each once, byte by byte.
packs = sorted(glob.glob(f"{root}/theme/*.zip"))
packed = []
for path in packs:
    with zipfile.ZipFile(path) as pack:
        said = pack.read("LEGGIMI.txt").decode()
        for name in (name for name in pack.namelist() if name.endswith(".csv")):
            packed.append(name)
            own = open(f"{root}/indicator/{name.removesuffix('.csv')}/{name}", "rb").read()
            if pack.read(name) != own or name not in said:
                faults.append(f"{os.path.relpath(path, root)}: {name} is not the file of its indicator")
if sorted(packed) != sorted(os.path.basename(path) for path in csvs if "/indicator/" in path and "." not in os.path.basename(path)[:-4]):
    faults.append(f"theme/*.zip: {len(packed)} files of indicators in all")
table["zipfile", "ZIP of themes"] = f"{len(packs)} of {len(packs)}"

noise = re.compile(r"\d\.\d{9,}")
for path in csvs + places:
    noisy = next((row for row in open(path, encoding="utf-8") if noise.search(row)), None)
    if noisy:
        faults.append(f"{os.path.relpath(path, root)}: float noise in {noisy.strip()}")

print(f"{'program':14} {'files':24} default call right")
for (name, kind), told in table.items():
    print(f"{name:14} {kind:24} {told}")
for fault in faults[:40]:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
