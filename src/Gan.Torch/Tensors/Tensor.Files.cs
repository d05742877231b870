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
            TensorFile.Write(this, writer);
        }

        public static Tensor load(string location) => Load(location);

        public static Tensor Load(string location)
        {
            using var stream = File.OpenRead(location);
            return Load(stream);
        }

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            return Load(reader);
        }

        public static Tensor Load(BinaryReader reader)
        {
            ArgumentNullException.ThrowIfNull(reader);
            return TensorFile.Read(reader);
        }

        /// <summary>Writes the elements only, in order. The size of the buffer makes no difference here.</summary>
        public void WriteBytesToStream(Stream stream, int bufferSize = 1024) => TensorFile.WriteBytes(this, stream);

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024) => TensorFile.ReadBytes(this, stream);
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
        TensorFile.Write(tensor, writer);
    }

    /// <summary>Reads the next tensor; with <paramref name="skip"/> it is passed over and null comes back.</summary>
    public static torch.Tensor Load(BinaryReader reader, bool skip = false)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (!skip) return TensorFile.Read(reader);
        TensorFile.Pass(reader);
        return null!;
    }

    /// <summary>Fills the tensor from a stream that holds one of the same type and shape.</summary>
    public static void Load(this torch.Tensor tensor, BinaryReader reader, bool skip = false)
    {
        ArgumentNullException.ThrowIfNull(reader);
        TensorFile.ReadInto(tensor, reader, skip);
    }

    public static void Load(ref torch.Tensor tensor, BinaryReader reader, bool skip = false) => tensor.Load(reader, skip);
}
