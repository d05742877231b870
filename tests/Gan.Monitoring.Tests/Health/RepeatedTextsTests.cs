using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Monitoring.Tests.Health;

public sealed class RepeatedTextsTests
{
    // 200 texts, all different
    private static TextDataset Texts =>
        TextDataset.Of(
            Enumerable.Range(0, 200).Select(i => $"{"abcdefghij"[i % 10]}{"klmno"[i / 10 % 5]}{"pqrs"[i / 50]}")
        );

    private static HealthMonitor Watch(int different)
    {
        var monitor = new HealthMonitor(
            new HealthOptions
            {
                CheckEvery = 1,
                SampleEvery = 1,
                Persistence = 1,
            }
        );
        using var texts = Texts;
        using var trained = new GanBuilder()
            .WithData(texts)
            .WithNetworks(
                _ => GeneratorNetwork.Wrap(new Writer(texts, different)),
                _ => DiscriminatorNetwork.Wrap(Linear(3, 1)),
                latentSize: 4
            )
            .WithTraining(new TrainingOptions { Steps = 3, BatchSize = 20 })
            .AddCallback(monitor)
            .Train();
        return monitor;
    }

    [Fact]
    public void A_writer_with_few_texts_repeats_itself()
    {
        var finding = Watch(different: 2).Findings.Single(finding => finding.Kind == HealthKind.RepeatedTexts);
        finding.Step.Should().Be(1);
        finding
            .Sentence.Should()
            .Be(
                "The writer has repeated itself since step 1: 98 % of its texts were there before, of real ones 0 %. "
                    + "'akp' came 50 times in 100."
            );
        finding.Advice.Should().Contain("RateAfterPretraining");
    }

    [Fact]
    public void One_that_varies_as_real_texts_do_is_well() =>
        Watch(different: 100).Findings.Should().NotContain(finding => finding.Kind == HealthKind.RepeatedTexts);

    /// <summary>The first real texts in turn; a weight of its own has a gradient of 0.</summary>
    private sealed class Writer : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear layer;
        private readonly TextDataset texts;
        private readonly int different;

        internal Writer(TextDataset texts, int different)
            : base(nameof(Writer))
        {
            layer = Linear(4, 3);
            this.texts = texts;
            this.different = different;
            RegisterComponents();
        }

        public override Tensor forward(Tensor latent)
        {
            using var batch = texts.Read(arange(latent.size(0)).remainder(different), CPU);
            return batch.Samples + (0 * layer.call(latent));
        }
    }
}
