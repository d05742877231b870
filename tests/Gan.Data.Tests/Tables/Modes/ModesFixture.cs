using System.Text.Json;

namespace Gan.Data.Tests.Tables;

/// <summary>What scikit-learn and SciPy computed (Fixtures/make_modes.py).</summary>
internal static class ModesFixture
{
    private static readonly JsonElement All = JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "modes.json")))
        .RootElement;

    internal static double[] Numbers(string mixture, string name) =>
        [
            .. All.GetProperty("mixtures")
                .GetProperty(mixture)
                .GetProperty(name)
                .EnumerateArray()
                .Select(x => x.GetDouble()),
        ];

    internal static IEnumerable<(double X, double Log, double Slope)> Gamma =>
        All.GetProperty("gamma")
            .EnumerateArray()
            .Select(point => (Of(point, "x"), Of(point, "log"), Of(point, "slope")));

    private static double Of(JsonElement point, string name) => point.GetProperty(name).GetDouble();
}
