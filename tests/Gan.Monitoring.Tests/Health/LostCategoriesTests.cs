using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Monitoring.Tests.Health;

public sealed class LostCategoriesTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    /// <summary>Of each ten rows seven are "a", two "b" and one "c".</summary>
    private SampledTable Table()
    {
        File.WriteAllLines(
            path,
            Enumerable.Range(0, 200).Select(i => $"{"aaaaaaabbc"[i % 10]},{i % 3}").Prepend("w,n")
        );
        return CsvTable.Load(path, TableOptions.ForCtgan).ToSampledTable();
    }

    private static HealthMonitor Watch(IDataset data, int lost)
    {
        var monitor = new HealthMonitor(
            new HealthOptions
            {
                CheckEvery = 1,
                SampleEvery = 1,
                Persistence = 1,
            }
        );
        var span = data.Spans.FirstOrDefault(span => span.Kind == TableSpanKind.Category);
        using var trained = new GanBuilder()
            .WithData(data)
            .WithNetworks(
                _ => GeneratorNetwork.Wrap(new Rows(data.SampleShape[0], span.Start + lost)),
                _ => DiscriminatorNetwork.Wrap(Linear(data.SampleShape[0], 1)),
                latentSize: 4
            )
            .WithTraining(new TrainingOptions { Steps = 4, BatchSize = 20 })
            .AddCallback(monitor)
            .Train();
        return monitor;
    }

    [Fact]
    public void A_category_that_never_comes_is_missed_once_a_dozen_should_have_come()
    {
        using var table = Table();
        // a look has 100 rows: of the first 100 of the table ten are "c"
        var finding = Watch(table, lost: 2).Findings.Single(finding => finding.Kind == HealthKind.LostCategory);
        finding.Step.Should().Be(2);
        finding
            .Sentence.Should()
            .Be(
                "The rows have lacked the category 'c' of 'w' since step 2: some 20 should have come since one was "
                    + "last seen."
            );
        finding.Advice.Should().Contain("WithPacking(10)");
    }

    [Fact]
    public void Where_all_come_nothing_is_found()
    {
        using var table = Table();
        Watch(table, lost: -1).Findings.Should().NotContain(finding => finding.Kind == HealthKind.LostCategory);
    }

    [Fact]
    public void Data_without_known_categories_have_nothing_to_lose()
    {
        using var plain = ArrayDataset.Table([.. Enumerable.Range(0, 400).Select(i => i % 7 / 7f)], 4);
        Watch(plain, lost: 0).Findings.Should().NotContain(finding => finding.Kind == HealthKind.LostCategory);
    }

    public void Dispose() => File.Delete(path);

    /// <summary>Numbers of a latent, but for one that is always the smallest.</summary>
    private sealed class Rows : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear layer;
        private readonly long lost;

        internal Rows(long width, long lost)
            : base(nameof(Rows))
        {
            layer = Linear(4, width);
            this.lost = lost;
            RegisterComponents();
        }

        public override Tensor forward(Tensor latent)
        {
            var mask = zeros(layer.out_features);
            if (lost >= 0)
            {
                mask[lost] = -10;
            }
            return layer.call(latent) + mask;
        }
    }
}
