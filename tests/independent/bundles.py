#!/usr/bin/env python3
"""Bundles, checked by a program that shares nothing with Hengping: RFC 8785, SHA-256, ECDSA over P-256
and RFC 6979 written once more with Python's standard library alone.

    bundles.py           checks every bundle that tests/cases/bundles/expected.json lists
    bundles.py make      writes foreign-v1.json and newer-v2.json, sealed by this program

`make` gives the same bytes every time; Hengping's own tests read them.
"""
import base64
import hashlib
import hmac
import io
import json
import pathlib
import sys
import zipfile

FOLDER = pathlib.Path(__file__).parent.parent / "cases" / "bundles"

# P-256: y² = x³ − 3x + b over the field of P, base point G of order N.
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def add(one, other):
    if one is None or other is None:
        return one or other
    if one[0] == other[0] and (one[1] + other[1]) % P == 0:
        return None
    if one == other:
        slope = (3 * one[0] * one[0] - 3) * pow(2 * one[1], -1, P)
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P)
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def times(factor, point):
    total = None
    while factor:
        if factor & 1:
            total = add(total, point)
        point, factor = add(point, point), factor >> 1
    return total


def canonical(value):
    """RFC 8785 for values without floats."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        raise ValueError("a float")
    return json.dumps(value, ensure_ascii=False)


def content(value):
    """The bytes that are digested and signed."""
    return canonical({key: value[key] for key in value if key != "seal"}).encode()


def digest(value):
    return "sha256:" + hashlib.sha256(content(value)).hexdigest()


def code(text):
    bits = int(text.removeprefix("sha256:")[:15], 16)
    signs = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits >> 5 * place & 31] for place in range(11, -1, -1))
    return "-".join((signs[:4], signs[4:8], signs[8:]))


def encode(*numbers):
    joined = b"".join(number.to_bytes(32, "big") for number in numbers)
    return base64.urlsafe_b64encode(joined).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verify(bundle):
    """The signer's short code; raises where the seal does not hold."""
    seal = bundle["seal"]
    assert seal["alg"] == "ES256", "algorithm"
    assert seal["digest"] == digest(bundle), "digest"
    key = {name: seal["key"][name] for name in ("kty", "crv", "x", "y")}
    x, y = (int.from_bytes(decode(key[name]), "big") for name in ("x", "y"))
    assert (key["kty"], key["crv"]) == ("EC", "P-256") and (y * y - x**3 + 3 * x - B) % P == 0, "key"
    signature = decode(seal["signature"])
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    assert len(signature) == 64 and 0 < r < N and 0 < s < N, "signature"
    hashed = int.from_bytes(hashlib.sha256(content(bundle)).digest(), "big")
    inverse = pow(s, -1, N)
    point = add(times(hashed * inverse % N, G), times(r * inverse % N, (x, y)))
    assert point and point[0] % N == r, "signature"
    return code(digest(key))


def nonce(private, hashed):
    """RFC 6979, 3.2, for SHA-256 and P-256."""
    seed = private.to_bytes(32, "big") + (int.from_bytes(hashed, "big") % N).to_bytes(32, "big")
    key, value = b"\0" * 32, b"\1" * 32
    for step in (b"\0", b"\1"):
        key = hmac.digest(key, value + step + seed, "sha256")
        value = hmac.digest(key, value, "sha256")
    while True:
        value = hmac.digest(key, value, "sha256")
        k = int.from_bytes(value, "big")
        if 0 < k < N:
            return k
        key = hmac.digest(key, value + b"\0", "sha256")
        value = hmac.digest(key, value, "sha256")


def seal(bundle, private):
    hashed = hashlib.sha256(content(bundle)).digest()
    k = nonce(private, hashed)
    r = times(k, G)[0] % N
    s = pow(k, -1, N) * (int.from_bytes(hashed, "big") + r * private) % N
    x, y = times(private, G)
    key = {"kty": "EC", "crv": "P-256", "x": encode(x), "y": encode(y)}
    made = {"digest": digest(bundle), "alg": "ES256", "key": key, "signature": encode(r, s)}
    return bundle | {"seal": made}


def opened(path):
    """A bundle and whether its parts are what it lists."""
    raw = path.read_bytes()
    if not raw.startswith(b"PK"):
        bundle = json.loads(raw)
        return bundle, not bundle["header"].get("parts")
    archive = zipfile.ZipFile(io.BytesIO(raw))
    bundle = json.loads(archive.read("bundle.json"))
    held = {"sha256:" + name[6:]: archive.read(name) for name in archive.namelist() if name.startswith("parts/")}
    listed = {part["digest"]: part["size"] for part in bundle["header"]["parts"]}
    right = all("sha256:" + hashlib.sha256(part).hexdigest() == name for name, part in held.items())
    return bundle, right and {name: len(part) for name, part in held.items()} == listed


def check():
    """Every listed bundle as it is listed; and none holds once a byte of its content is another."""
    failed, listed = [], json.loads((FOLDER / "expected.json").read_text("utf-8"))
    for wanted in listed:
        bundle, parts = opened(FOLDER / wanted["file"])
        found = {
            "file": wanted["file"], "digest": digest(bundle), "code": code(digest(bundle)),
            "signer": verify(bundle), "revisions": [digest(document) for document in bundle["documents"]],
        }
        bundle["header"]["year"] += 1
        try:
            verify(bundle)
            parts = False
        except AssertionError:
            pass
        if found != wanted or not parts:
            failed.append(f"{wanted['file']}: {json.dumps(found, ensure_ascii=False)}")
    print("\n".join(failed + [f"{len(listed) - len(failed)} passed, {len(failed)} failed"]))
    return 1 if failed or not listed else 0


def make():
    case = {"year": 2023, "unit": "219001", "code": "34060023T000000012345", "name": "高标准农田😀建设\u202e"}
    body = {"head": {"project": "高标准农田", "title": "<b>=1+1</b>"}, "\ufb33": "key order", "😀": ["\u0080", "\x0b", -7]}
    bundle = {
        "format": "hengping.bundle", "version": 1,
        "header": {
            "kind": "submission", "from": {"role": "department", "id": "219", "name": "市农业农村局"},
            "to": {"role": "bureau", "id": "340600", "name": ""}, "year": 2023, "made_at": "2024-01-31T16:00:00+08:00",
            "made_with": "bundles.py", "answers": None, "packs": [], "parts": [], "later": {"unknown": True},
        },
        "documents": [{"id": "f-1", "type": "goal", "case": case, "parent": None, "body": body, "note": 2**53 - 1}],
        "also": "unknown",
    }
    newer = bundle | {"version": 2, "header": bundle["header"] | {"kind": "weather", "made_at": 0}}
    for name, made in (("foreign-v1.json", bundle), ("newer-v2.json", newer)):
        text = json.dumps(seal(made, 0x1234567890ABCDEF << 64), ensure_ascii=True, indent=1)
        (FOLDER / name).write_text(text + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(make() if sys.argv[1:] == ["make"] else check())
