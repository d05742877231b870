using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// NumPy's .npy files, version 1.0: one array in row-major (C) order, little-endian. Uint8, int32, int64, float32 and float64 of any shape.
/// <c>numpy.load</c> reads what <see cref="Write"/> writes.
/// </summary>
public static class NpyFile
{
    /// <summary>Writes a tensor; an existing file is replaced.</summary>
    /// <param name="path">Where to; its folder must exist.</param>
    /// <param name="tensor">Any shape, on any device, of one of the five types.</param>
    /// <exception cref="ArgumentException">The tensor has another type.</exception>
    public static void Write(string path, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        byte[] header = new NpyHeader(tensor.dtype, tensor.shape).ToBytes();
        using FileStream file = File.Create(path);
        file.Write(header);
        TensorBytes.Write(tensor, file);
    }

    /// <summary>Reads a tensor.</summary>
    /// <param name="path">A file of version 1.0 in row-major order.</param>
    /// <returns>A tensor on the CPU with the file's type and shape; the caller owns it.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">
    /// No .npy file, another version, type, byte order or column-major order, a truncated file, or one with bytes left over.
    /// </exception>
    public static Tensor Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        NpyHeader header = NpyHeader.Read(file, path);
        long held = file.Length - file.Position;
        // Compared before any memory is asked for: a damaged header may claim terabytes.
        if (header.DataBytes != (UInt128)held)
        {
            throw new DataFormatException(
                path,
                $"{header.DataBytes} bytes of data, as its header says ({header.Dtype.ToString().ToLowerInvariant()} {Text.Shape(header.Shape)})",
                $"{held}: {(header.DataBytes > (UInt128)held ? "the file is truncated" : "bytes are left over")}",
                "Write the file again with numpy.save or NpyFile.Write.");
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor tensor = empty(header.Shape, dtype: header.Dtype);
        TensorBytes.Fill(tensor, file);
        return tensor.MoveToOuterDisposeScope();
    }
}
