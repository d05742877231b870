using System.Buffers.Binary;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>Images of an IDX file, served one at a time through a transform, as torchvision's MNIST does.</summary>
internal sealed class Digits : utils.data.Dataset
{
    private readonly Tensor pixels;

    internal Digits(string file)
    {
        var content = File.ReadAllBytes(file);
        long Number(int at) => BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(at));
        pixels = tensor(content[16..]).reshape(Number(4), 1, Number(8), Number(12));
    }

    public override long Count => pixels.shape[0];

    public override Dictionary<string, Tensor> GetTensor(long index) =>
        new() { ["image"] = (pixels[index].to(ScalarType.Float32) / 255 - 0.5) / 0.5 };
}
