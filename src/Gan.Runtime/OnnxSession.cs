using System.Runtime.Intrinsics.X86;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Runtime;

/// <summary>A session of ONNX Runtime on the processor, and what its failures mean.</summary>
internal static class OnnxSession
{
    private const string SevenBits = "u8s7"; // weights that cannot saturate

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no ONNX file, or damaged.</exception>
    internal static InferenceSession Open(string path, int threads)
    {
        var session = Open(path, threads, exact: true);
        if (IsQuick || session.ModelMetadata.CustomMetadataMap.GetValueOrDefault("gan.quantised") != SevenBits)
        {
            return session;
        }
        session.Dispose();
        return Open(path, threads, exact: false);
    }

    private static InferenceSession Open(string path, int threads, bool exact)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file '{path}'.", path);
        }
        try
        {
            using var options = Options(threads, exact);
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw ShippedCard.Bad(path, $"ONNX Runtime cannot read it as an ONNX file ({Reason(e)})", e);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            throw new InvalidOperationException(
                "ONNX Runtime's native library cannot be loaded. It comes with the package Microsoft.ML.OnnxRuntime "
                    + "for Linux (glibc 2.28), Windows and macOS.",
                e
            );
        }
    }

    private static SessionOptions Options(int threads, bool exact)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // failures are thrown
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (exact && !IsQuick)
        {
            // without such instructions, sums of products of bytes saturate (ONNX Runtime's quantisation guide)
            options.AddSessionConfigEntry("session.x64quantprecision", "1");
        }
        return options;
    }

    private static bool IsQuick => !Avx2.IsSupported || AddsProductsOfBytes;

    // AVX-512 VNNI is bit 11 of ECX on page 7, AVX-VNNI a class of .NET's.
    private static bool AddsProductsOfBytes =>
        AvxVnni.IsSupported || (X86Base.IsSupported && (X86Base.CpuId(7, 0).Ecx & (1 << 11)) != 0);

    // One line without ONNX Runtime's error code and stack.
    internal static string Reason(OnnxRuntimeException e)
    {
        var line = e.Message.ReplaceLineEndings("\n").Split('\n')[0];
        var code = line.IndexOf(']');
        return (line.StartsWith('[') && code > 0 ? line[(code + 1)..] : line).Trim().TrimEnd('.');
    }
}
