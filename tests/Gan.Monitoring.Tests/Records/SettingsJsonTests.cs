using System.Text.Json.Nodes;
using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Records;

/// <summary>A record of settings of any shape as JSON, by the loss of a training, which may be anybody's.</summary>
public sealed class SettingsJsonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_kind_of_value_has_its_form()
    {
        var loss = Record(new OwnLoss());
        ((string?)loss["type"]).Should().Be(nameof(OwnLoss));
        loss["flag"]!.GetValue<bool>().Should().BeTrue();
        loss["name"]!.GetValue<string>().Should().Be("täst \"quoted\"");
        loss["rate"]!.GetValue<double>().Should().Be(1e-7);
        loss["single"]!.GetValue<double>().Should().Be(0.5);
        loss["whole"]!.GetValue<long>().Should().Be(-7);
        loss["large"]!.GetValue<ulong>().Should().Be(ulong.MaxValue);
        loss["norm"]!.GetValue<string>().Should().Be("Spectral");
        loss["pause"]!.GetValue<double>().Should().Be(1.5, "a time is in seconds");
        loss["kind"]!.GetValue<string>().Should().Be("System.Int32");
        loss["where"]!.GetValue<string>().Should().Be("cpu");
        loss["code"]!.GetValue<string>().Should().StartWith("code: ");
        loss.ContainsKey("nothing").Should().BeTrue();
        loss["nothing"].Should().BeNull();
    }

    // JSON knows neither; Python's and JavaScript's readers would refuse them as numbers.
    [Fact]
    public void A_number_that_is_none_becomes_text()
    {
        var loss = Record(new OwnLoss());
        loss["numbers"]!.AsArray().Select(n => n!.ToString()).Should().Equal("NaN", "Infinity", "-Infinity", "2.5");
    }

    [Fact]
    public void Records_and_maps_become_objects_and_lists_become_arrays()
    {
        var loss = Record(new OwnLoss());
        loss["inner"]!.ToJsonString().Should().Be("""{"type":"Pair","first":1,"second":[2,3]}""");
        loss["map"]!.ToJsonString().Should().Be("""{"oneKey":{"type":"Pair","first":4,"second":[]}}""");
    }

    [Fact]
    public void What_holds_itself_ends_after_some_levels()
    {
        JsonNode? node = Record(new OwnLoss())["circle"];
        var levels = 0;
        while (node is JsonObject inside)
        {
            node = inside["self"];
            levels++;
        }
        node!.GetValue<string>().Should().Be("circle");
        levels.Should().BeInRange(2, 8);
    }

    private JsonObject Record(IGanLoss loss)
    {
        using var data = Small.Images();
        var file = folder["run.json"];
        Small.Gan(data, steps: 1).WithLoss(loss).AddCallback(new RunRecord(file)).Train().Dispose();
        return JsonNode.Parse(File.ReadAllText(file))!["settings"]!["loss"]!.AsObject();
    }

    private sealed record Pair(int First, params int[] Second);

    private sealed class Circle
    {
        public Circle Self => this;

        public override string ToString() => "circle";
    }

    private sealed class OwnLoss : IGanLoss
    {
        public bool Flag => true;
        public string Name => "täst \"quoted\"";
        public double Rate => 1e-7;
        public float Single => 0.5f;
        public short Whole => -7;
        public ulong Large => ulong.MaxValue;
        public DiscriminatorNorm Norm => DiscriminatorNorm.Spectral;
        public TimeSpan Pause => TimeSpan.FromSeconds(1.5);
        public Type Kind => typeof(int);
        public Device Where => CPU;
        public Func<double, double> Code => Math.Sqrt;
        public string? Nothing => null;
        public double[] Numbers => [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 2.5];
        public Pair Inner => new(1, 2, 3);
        public Dictionary<string, Pair> Map => new() { ["OneKey"] = new(4) };
        public Circle Circle => new();

        public Tensor Discriminator(Tensor real, Tensor fake) => fake.mean() - real.mean();

        public Tensor Generator(Tensor fake, Func<Tensor> real) => -fake.mean();
    }
}
