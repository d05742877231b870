using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Writes one tensor in TorchSharp's format; <see cref="load(string)"/> reads it.</summary>
    public static void save(Tensor t, string location)
    {
        ArgumentNullException.ThrowIfNull(t);
        t.save(location);
    }

    public static Tensor load(string location) => Tensor.load(location);

    public partial class Tensor
    {
        public void save(string location)
        {
            using var stream = File.Create(location);
            using var writer = new BinaryWriter(stream);
            Streams.Write(writer, this);
        }

        public static Tensor load(string location) => Load(location);

        public static Tensor Load(string location) => Streams.FromFile(location, Load);

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            return Load(reader);
        }

        public static Tensor Load(BinaryReader reader)
        {
            ArgumentNullException.ThrowIfNull(reader);
            return Streams.ReadTensor(reader);
        }

        /// <summary>Writes the elements only, row by row. The size of the buffer makes no difference here.</summary>
        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentNullException.ThrowIfNull(stream);
            using var scope = NewDisposeScope();
            stream.Write(detach().cpu().contiguous().bytes);
        }

        /// <summary>Fills the tensor with elements that lie in the stream row by row.</summary>
        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentNullException.ThrowIfNull(stream);
            using var quiet = no_grad();
            using var scope = NewDisposeScope();
            var read = empty(shape, dtype, CPU);
            stream.ReadExactly(read.bytes);
            copy_(read);
        }
    }
}

public static partial class TensorExtensionMethods
{
    public static void Save(this torch.Tensor tensor, string location) => tensor.save(location);

    public static void Save(this torch.Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        tensor.Save(writer);
    }

    public static void Save(this torch.Tensor tensor, BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Streams.Write(writer, tensor);
    }

    /// <summary>Reads the next tensor; with <paramref name="skip"/> it is passed over and null comes back.</summary>
    public static torch.Tensor Load(BinaryReader reader, bool skip = false)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (!skip) return Streams.ReadTensor(reader);
        Streams.Skip(reader);
        return null!;
    }

    /// <summary>Reads a tensor of the same shape into this one, or passes over it.</summary>
    public static void Load(this torch.Tensor tensor, BinaryReader reader, bool skip = false)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (skip)
        {
            Streams.Skip(reader);
            return;
        }
        using var _ = torch.no_grad();
        using var read = Streams.ReadTensor(reader);
        if (!read.shape.AsSpan().SequenceEqual(tensor.shape))
            throw new ArgumentException($"Mismatched tensor shape: the tensor is {Text.Dims(tensor)}, but {Text.Dims(read)} is stored.");
        tensor.copy_(read).Dispose();
    }

    public static void Load(ref torch.Tensor tensor, BinaryReader reader, bool skip = false) => tensor.Load(reader, skip);
}
