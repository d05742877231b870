"""Reads TensorBoard event files with nothing but the standard library, from the formats' definitions: TFRecord framing, CRC-32C bit by bit,
protocol buffers' wire format. Prints one JSON object an event. Fails on the first byte that does not fit."""
import glob
import json
import os
import struct
import sys


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


assert crc32c(b"123456789") == 0xE3069283, "RFC 3720"


def masked(data):
    crc = crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def records(path):
    data, at = open(path, "rb").read(), 0
    while at < len(data):
        head = data[at:at + 8]
        (length,) = struct.unpack("<Q", head)
        assert struct.unpack("<I", data[at + 8:at + 12])[0] == masked(head), "length's checksum"
        body = data[at + 12:at + 12 + length]
        assert len(body) == length, "cut"
        assert struct.unpack("<I", data[at + 12 + length:at + 16 + length])[0] == masked(body), "data's checksum"
        yield body
        at += 16 + length


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift, at = shift + 7, at + 1
        if data[at - 1] < 128:
            return value, at


def fields(data):
    at, found = 0, {}
    while at < len(data):
        tag, at = varint(data, at)
        kind = tag & 7
        if kind == 0:
            value, at = varint(data, at)
        elif kind == 1:
            value, at = struct.unpack("<d", data[at:at + 8])[0], at + 8
        elif kind == 5:
            value, at = struct.unpack("<f", data[at:at + 4])[0], at + 4
        else:
            assert kind == 2, kind
            length, at = varint(data, at)
            value, at = data[at:at + length], at + length
            assert len(value) == length
        found.setdefault(tag >> 3, []).append(value)
    return found


def one(found, number, default=0):
    assert len(found.get(number, [0])) == 1
    return found.get(number, [default])[0]


def doubles(found, number):
    return list(struct.unpack("<%dd" % (len(one(found, number)) // 8), one(found, number)))


def plugin(value):
    data = fields(one(fields(one(value, 9)), 1))
    return one(data, 1).decode(), fields(one(data, 2, b""))


def read_value(data):
    value = fields(data)
    result = {"tag": one(value, 1).decode()}
    if 2 in value:
        result["scalar"] = repr(one(value, 2))
    if 4 in value:
        image = fields(one(value, 4))
        result["image"] = [one(image, 2), one(image, 1), one(image, 3)]
        result["png"] = one(image, 4).hex()
    if 5 in value:
        h = fields(one(value, 5))
        result["histogram"] = {"min": one(h, 1), "max": one(h, 2), "num": one(h, 3), "sum": one(h, 4), "squares": one(h, 5), "limits": doubles(h, 6), "counts": doubles(h, 7)}
    if 8 in value:
        tensor = fields(one(value, 8))
        size = one(fields(one(fields(one(tensor, 2)), 2)), 1)
        result["text"] = {"type": one(tensor, 1), "size": size, "text": one(tensor, 8).decode(), "plugin": plugin(value)[0]}
    elif 9 in value:
        name, content = plugin(value)
        result["plugin"] = name
        if 3 in content:
            entries = [fields(e) for e in fields(one(content, 3)).get(1, [])]
            values = {one(e, 1).decode(): fields(one(e, 2)) for e in entries}
            result["hparams"] = {k: one(v, 2) if 2 in v else one(v, 3).decode() for k, v in values.items()}
        if 4 in content:
            result["status"] = one(fields(one(content, 4)), 1)
    return result


def read_event(data):
    event = fields(data)
    result = {"time": one(event, 1), "step": one(event, 2)}
    if 3 in event:
        result["version"] = one(event, 3).decode()
    if 5 in event:
        result["values"] = [read_value(v) for v in fields(one(event, 5)).get(1, [])]
    if 7 in event:
        result["session"] = one(fields(one(event, 7)), 1)
    return result


for path in sorted(glob.glob(os.path.join(sys.argv[1], "*tfevents*"))):
    for record in records(path):
        print(json.dumps({"file": os.path.basename(path), **read_event(record)}))
