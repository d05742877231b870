using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests;

internal static class Fixture
{
    /// <summary>float64 [50, 7], see Fixtures/make.py.</summary>
    public static Tensor Probabilities() =>
        NpyFile.Read(Path.Combine(AppContext.BaseDirectory, "Fixtures", "probabilities.npy"));
}
