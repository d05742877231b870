using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Where <see cref="GanBuilder.WithMixedPrecision"/> can be used.</summary>
internal static class PrecisionRules
{
    // What oneDNN's own switch can take away. An unknown name is oneDNN's to judge.
    private static readonly string[] LesserIsa =
    [
        "SSE41",
        "AVX",
        "AVX2",
        "AVX2_VNNI",
        "AVX2_VNNI_2",
        "AVX512_MIC",
        "AVX512_MIC_4OPS",
        "AVX512_CORE",
        "AVX512_CORE_VNNI",
    ];

    internal static IEnumerable<Problem> Check(GanSettings settings)
    {
        if (settings.MixedPrecision && settings.OnProcessor && Lacks() is { } found)
        {
            yield return new Problem(
                "WithMixedPrecision needs a processor that multiplies bfloat16 (AVX-512 BF16: AMD Zen 4, Intel Cooper "
                    + $"Lake or Sapphire Rapids, or later), but {found}. In software it would be slower than float32.",
                "Leave WithMixedPrecision out, or train on a CUDA device."
            );
        }
    }

    internal static IEnumerable<Problem> Check(
        GanSettings settings,
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator
    )
    {
        if (
            settings.MixedPrecision
            && !generator
                .modules()
                .Concat(discriminator.modules())
                .Any(m => m is MixedPrecisionLayer or SpectralNorm { MixedPrecision: true })
        )
        {
            yield return new Problem(
                "WithMixedPrecision is set, but no layer of either network would multiply in bfloat16.",
                "In networks of your own, make layers with spec.InPrecision(…); layers need at least 16 channels or "
                    + "features on both sides. Or leave WithMixedPrecision out."
            );
        }
    }

    private static string? Lacks()
    {
        if (!X86Base.IsSupported)
        {
            return $"this is an {RuntimeInformation.ProcessArchitecture} process";
        }
        if (
            Environment.GetEnvironmentVariable("ONEDNN_MAX_CPU_ISA") is { } most
            && LesserIsa.Contains(most.ToUpperInvariant())
        )
        {
            return $"ONEDNN_MAX_CPU_ISA={most} keeps oneDNN from it";
        }
        if (!Avx512F.IsSupported)
        {
            return "this one has no AVX-512";
        }
        return HasBFloat16() ? null : "this one has AVX-512 without BF16";
    }

    // Leaf 7.0 gives the number of sub-leaves; bit 5 of eax in leaf 7.1 is AVX512_BF16 (Intel's manual, volume 2A,
    // CPUID).
    private static bool HasBFloat16() =>
        X86Base.CpuId(0, 0).Eax >= 7 && X86Base.CpuId(7, 0).Eax >= 1 && (X86Base.CpuId(7, 1).Eax & 1 << 5) != 0;
}
