# A client of the Open Inference Protocol by grpcio, with messages written by field numbers as the specification has
# them (kserve/open-inference-protocol, open_inference_grpc.proto), without a line of the server's own .proto.
# Usage: oip_client.py HOST:PORT MODEL LATENTS.f32 ROWS    prints metadata, and the raw output as hexadecimal
import struct
import sys

import grpc


def varint(n):
    out = b""
    while n >= 128:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def read(data):
    at, found = 0, {}

    def number():
        nonlocal at
        n = shift = 0
        while True:
            n |= (data[at] & 127) << shift
            at += 1
            if data[at - 1] < 128:
                return n
            shift += 7

    while at < len(data):
        key = number()
        if key & 7 == 0:
            value = number()
        else:
            size = number()
            value = data[at : at + size]
            at += size
        found.setdefault(key >> 3, []).append(value)
    return found


def tensor(name, datatype, shape):
    packed = b"".join(varint(side) for side in shape)
    return field(1, name) + field(2, datatype) + field(3, packed)


address, model, path, rows = sys.argv[1:]
rows = int(rows)
latents = open(path, "rb").read()
labels = struct.pack(f"<{rows}q", *[i % 3 for i in range(rows)])
width = len(latents) // 4 // rows
with grpc.insecure_channel(address) as channel:

    def call(name, request):
        method = channel.unary_unary(f"/inference.GRPCInferenceService/{name}", lambda x: x, lambda x: x)
        return read(method(request, timeout=20))

    print("live", call("ServerLive", b"")[1][0], "ready", call("ServerReady", b"")[1][0])
    print("model", call("ModelReady", field(1, model))[1][0], call("ServerMetadata", b"")[1][0].decode())
    about = call("ModelMetadata", field(1, model))
    print(about[3][0].decode(), *[read(t)[1][0].decode() for t in about[4] + about[5]])
    request = field(1, model) + field(3, "id-7")
    request += field(5, tensor("latent", "FP32", [rows, width])) + field(5, tensor("label", "INT64", [rows]))
    request += field(7, latents) + field(7, labels)
    answer = call("ModelInfer", request)
    print(answer[1][0].decode(), answer[3][0].decode(), read(answer[5][0])[2][0].decode())
    print(answer[6][0].hex())
    try:
        call("ModelInfer", field(1, "other"))
    except grpc.RpcError as error:
        print(error.code().name, error.details())
