using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

/// <summary>Which vector instructions the sides use.</summary>
internal static class Isa
{
    internal const string Native = "native";
    internal const string Avx2 = "avx2";

    /// <summary>What holds .NET, libtorch, its oneDNN and MKL, and OpenBLAS to them.</summary>
    internal static Dictionary<string, string> Variables(string isa) =>
        isa == Native
            ? []
            : new()
            {
                ["DOTNET_EnableAVX512"] = "0",
                ["ATEN_CPU_CAPABILITY"] = "avx2",
                ["ONEDNN_MAX_CPU_ISA"] = "AVX2",
                ["DNNL_MAX_CPU_ISA"] = "AVX2",
                ["MKL_ENABLE_INSTRUCTIONS"] = "AVX2",
                ["OPENBLAS_CORETYPE"] = "Haswell",
            };

    /// <summary>For the tables, such as "AVX2 (of a processor with AVX-512)".</summary>
    internal static string Description(string isa) =>
        isa == Native || Own() == "AVX2" ? Own() : $"AVX2 (of a processor with {Own()})";

    private static string Own()
    {
        if (Avx512F.IsSupported)
        {
            return "AVX-512";
        }
        if (System.Runtime.Intrinsics.X86.Avx2.IsSupported)
        {
            return "AVX2";
        }
        return AdvSimd.IsSupported ? "NEON" : "SSE";
    }
}
