using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Compiles what docs/interop.md shows, and runs it.</summary>
public sealed class InteropPageTests : IDisposable
{
    public void Dispose()
    {
        foreach (var file in new[] { "theirs.pth", "ours.pth" })
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Weights_of_PyTorch_come_in_and_go_out()
    {
        using var scope = NewDisposeScope();
        var plan = new NetworkPlan
        {
            Family = new MlpOptions { LatentSize = 3, GeneratorWidths = [5] },
            SampleShape = [1, 2, 2],
        };
        var state = plan.MakeGenerator().state_dict();
        PthFile.Save("theirs.pth", state.ToDictionary(one => $"module.{one.Key}", one => one.Value));
        Pass(plan);
        PthFile.Read("ours.pth", ours => ours["layers.out.bias"].Equals(state["layers.out.bias"]).Should().BeTrue());
    }

    private static void Pass(NetworkPlan plan)
    {
        var weights = WeightNames.Renamed(
            PthFile.Load("theirs.pth"),
            new Dictionary<string, string> { ["module."] = "" }
        );
        using var theirs = TrainedGan.FromWeights(weights, plan, dataSet: "their digits");
        PthFile.Save("ours.pth", theirs.Generator.state_dict());
    }
}
