using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// NumPy's .npy files: one array of any shape, of uint8, int8, int16, int32, int64, float16, float32, float64 or bool.
/// Also read are uint16, which becomes int32, and uint32 and uint64, which become int64.
/// Versions 1.0 to 3.0, both byte orders and both orders of the axes are read; version 1.0, little-endian, row-major is
/// written, byte for byte as <c>numpy.save</c> does.
/// </summary>
public static class NpyFile
{
    /// <summary>Writes a tensor; an existing file is replaced.</summary>
    /// <param name="path">Where to; its folder must exist.</param>
    /// <param name="tensor">Any shape, on any device, of one of the nine types.</param>
    /// <exception cref="ArgumentException">The tensor has another type.</exception>
    public static void Write(string path, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var header = new NpyHeader(tensor.dtype, tensor.shape).ToBytes();
        using var file = File.Create(path);
        file.Write(header);
        TensorBytes.Write(tensor, file);
    }

    /// <summary>Reads a tensor.</summary>
    /// <param name="path">A .npy file.</param>
    /// <returns>A contiguous tensor on the CPU with the file's type and shape (uint16 as int32, uint32 and uint64
    /// as int64); the caller owns it.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">No .npy file, another version
    /// or type, a value of uint64 from 2^63 on, a truncated file, or one with bytes left over.</exception>
    public static Tensor Read(string path)
    {
        using var file = File.OpenRead(path);
        return NpyReader.Read(file, path, file.Length);
    }
}
