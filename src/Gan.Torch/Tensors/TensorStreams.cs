using TorchSharp.Engine;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    public static void Save(this Tensor tensor, BinaryWriter writer) => Streams.Write(writer, tensor);

    /// <summary>Reads a tensor of the same shape into this one, or passes over it.</summary>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        if (skip)
        {
            Streams.Skip(reader);
            return;
        }
        using var _ = no_grad();
        using var read = Streams.ReadTensor(reader);
        if (!read.shape.SequenceEqual(tensor.shape))
            throw new ArgumentException($"Mismatched tensor shape: the tensor is {Text.Dims(tensor)}, but {Text.Dims(read)} is stored.");
        tensor.copy_(read).Dispose();
    }
}
