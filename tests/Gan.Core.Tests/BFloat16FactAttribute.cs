using System.Runtime.Intrinsics.X86;

namespace Gan.Tests;

/// <summary>A test of products in bfloat16, which the system must know of its processor; elsewhere the refusal is
/// tested.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BFloat16FactAttribute : FactAttribute
{
    // .NET's word counts too: DOTNET_EnableAVX512=0 makes a processor without.
    internal static readonly bool Supported =
        Avx512F.IsSupported
        && OperatingSystem.IsLinux()
        && File.ReadAllText("/proc/cpuinfo").Contains("avx512_bf16", StringComparison.Ordinal);

    public BFloat16FactAttribute()
    {
        if (!Supported)
        {
            Skip = "This processor has no AVX-512 BF16.";
        }
    }
}

/// <inheritdoc cref="BFloat16FactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BFloat16TheoryAttribute : TheoryAttribute
{
    public BFloat16TheoryAttribute()
    {
        if (!BFloat16FactAttribute.Supported)
        {
            Skip = "This processor has no AVX-512 BF16.";
        }
    }
}
