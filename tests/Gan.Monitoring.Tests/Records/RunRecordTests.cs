using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Records;

public sealed class RunRecordTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Every_setting_is_in_the_record()
    {
        var settings = Record(builder => builder.WithWgangp(7))["settings"]!.AsObject();
        settings
            .Select(entry => entry.Key)
            .Should()
            .Contain(typeof(GanSettings).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)));
        ((string?)settings["loss"]!["type"]).Should().Be(nameof(WassersteinLoss));
        ((double)settings["penalties"]![0]!["penalty"]!["lambda"]!).Should().Be(7);
        ((double)settings["generatorOptimizer"]!["learningRate"]!).Should().Be(1e-4);
        ((int)settings["training"]!["criticSteps"]!).Should().Be(5);
        settings["networks"]!["generatorWidths"]!.AsArray().Select(n => (long)n!).Should().Equal(128);
    }

    [Fact]
    public void Data_seed_versions_and_machine_are_in_the_record()
    {
        var record = Record(builder => builder);
        ((ulong)record["seed"]!).Should().Be(7);
        ((string?)record["data"]!["name"]).Should().Be("noise");
        ((string?)record["data"]!["sampleShape"]).Should().Be("[1, 8, 12]");
        ((long)record["data"]!["classes"]!).Should().Be(4);
        ((string?)record["software"]!["gan.net"]).Should().MatchRegex(@"^\d+\.\d+\.\d+");
        ((string?)record["software"]!["libtorch"]).Should().Be(__version__);
        ((int)record["hardware"]!["cores"]!).Should().Be(Environment.ProcessorCount);
    }

    [Fact]
    public void Both_networks_are_recorded_with_all_their_shapes()
    {
        var record = Record(builder => builder);
        var generator = record["generator"]!;
        ((long)generator["parameters"]!).Should().Be((100 * 128) + 128 + (128 * 96) + 96);
        generator["shapes"]!
            .AsObject()
            .Select(entry => (string?)entry.Value)
            .Should()
            .Equal("[128, 100]", "[128]", "[96, 128]", "[96]");
        ((long)record["discriminator"]!["parameters"]!).Should().Be((96 * 128) + 128 + 128 + 1);
    }

    [Fact]
    public void The_closing_numbers_are_those_of_the_last_report()
    {
        StepReport? last = null;
        var result = Record(builder => builder.WithWgangp(), new Hook(report => last = report))["result"]!;
        ((bool)result["finished"]!).Should().BeTrue();
        ((long)result["step"]!).Should().Be(20);
        ((double)result["discriminatorLoss"]!).Should().Be(last!.DiscriminatorLoss);
        ((double)result["wassersteinEstimate"]!).Should().Be(last.WassersteinEstimate);
        ((double)result["seconds"]!).Should().BeApproximately(last.Elapsed.TotalSeconds, 0.006);
    }

    [Fact]
    public void Metrics_are_recorded_with_what_they_depend_on()
    {
        var result = Record(builder => builder.AddMetric(new Named("distance"), every: 8))["result"]!;
        ((double)result["metrics"]!["distance"]!).Should().Be(20);
        ((string?)result["provenance"]!["distance"]!["samples"]).Should().Be("100");
        ((double)result["provenance"]!["distance"]!["interval"]!).Should().Be(0.5);
    }

    [Fact]
    public void A_run_that_breaks_off_leaves_its_settings_and_how_far_it_came()
    {
        var fail = new Hook(report =>
        {
            if (report.Step == 6)
            {
                throw new IOException("disk full");
            }
        });
        FluentActions
            .Invoking(() => Record(builder => builder.WithObserverPolicy(ObserverPolicy.Throw), fail))
            .Should()
            .Throw<IOException>();
        var record = Read();
        ((bool)record["result"]!["finished"]!).Should().BeFalse();
        ((long)record["result"]!["step"]!).Should().Be(6);
        record["settings"].Should().NotBeNull();
    }

    [Fact]
    public void A_loss_that_is_no_number_is_recorded_too()
    {
        var result = Record(builder =>
            builder.WithLoss(new NoNumber()).WithNumberGuard(new(NumberPolicy.Skip) { MaxSkips = 1000 })
        )["result"]!;
        ((string?)result["generatorLoss"]).Should().Be("NaN");
    }

    private JsonObject Record(Func<GanBuilder, GanBuilder> change, ITrainingCallback? hook = null)
    {
        using var data = Small.Images();
        var builder = change(Small.Gan(data)).AddCallback(new RunRecord(folder["new/run.json"]));
        (hook is null ? builder : builder.AddCallback(hook)).Train().Dispose();
        return Read();
    }

    private JsonObject Read() => JsonNode.Parse(File.ReadAllText(folder["new/run.json"]))!.AsObject();

    public void Dispose() => folder.Dispose();

    private sealed class Hook(Action<StepReport> action) : ITrainingCallback
    {
        public void OnStep(TrainingContext context, StepReport report) => action(report);
    }

    private sealed record NoNumber : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) => (real + fake).mean();

        public Tensor Generator(Tensor fake, Func<Tensor> real) => fake.mean() * double.NaN;
    }
}
