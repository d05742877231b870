using Gan.Data;
using Gan.Monitoring;

namespace Gan.Games.Tests;

public sealed class TextGameTests
{
    [Fact]
    public void Likelihood_is_played_first_then_the_judge_learns_alone_then_both()
    {
        using var trainer = SmallTexts.Builder(SmallTexts.Words).Build();
        var reports = trainer.Steps().ToArray();
        reports.Should().HaveCount(8);
        var played = reports.Select(report =>
            string.Join(
                ' ',
                new[] { "likelihood/generator", "loss/discriminator", "reward/generator" }
                    .Where(report.Values.ContainsKey)
                    .Select(name => name[0])
            )
        );
        played.Should().Equal("l", "l", "l", "l", "l", "l r", "l r", "l r");
        // The initial of the likelihood is that of the loss, so the names are told apart by their number as well.
        reports[..3].Should().OnlyContain(report => double.IsNaN(report.DiscriminatorLoss));
        reports[3..5].Should().OnlyContain(report => double.IsNaN(report.GeneratorLoss));
        reports[0].Unit.Should().Be("tokens");
        reports[0].UnitsPerSample.Should().BeApproximately(3.4, 1e-9, "60 words have 204 letters");
    }

    /// <summary>Networks and their averages follow the step in each phase, as in other games.</summary>
    [Fact]
    public void A_writer_is_told_of_each_step()
    {
        var words = SmallTexts.Words;
        var options = SmallTexts.Builder(words).Options;
        var told = new List<long>();
        using var trainer = new GanBuilder()
            .WithData(words)
            .WithNetworks(new FollowedTexts(words, told))
            .WithGame(setup => new SeqGanGame(setup, options, words.Vocabulary), "followed")
            .WithTraining(new TrainingOptions { Steps = 8, BatchSize = 20 })
            .Build();
        told.Clear(); // what Build tried
        foreach (var _ in trainer.Steps()) { }
        told.Distinct().Should().Equal(1, 2, 3, 4, 5, 6, 7, 8);
    }

    [Fact]
    public void A_writer_that_writes_one_word_again_and_again_is_found()
    {
        var texts = SmallTexts.Words;
        var health = new HealthMonitor(
            new HealthOptions
            {
                CheckEvery = 1,
                SampleEvery = 1,
                Persistence = 1,
            }
        );
        using var trainer = SmallTexts
            .Builder(texts)
            .With(gan =>
                gan.WithTraining(
                    new TrainingOptions
                    {
                        Steps = 8,
                        BatchSize = 20,
                        MovingAverageDecay = 0,
                    }
                )
            )
            .With(gan => gan.AddCallback(health))
            .Build();
        using (TorchSharp.torch.no_grad())
        {
            foreach (var (name, weight) in trainer.Context.Generator.named_parameters())
            {
                weight.zero_();
                if (name.EndsWith("output.bias", StringComparison.Ordinal))
                {
                    weight[3] = 50;
                }
            }
        }
        foreach (var _ in trainer.Steps()) { }
        health.Findings.Should().Contain(finding => finding.Kind == HealthKind.Collapse);
    }

    [Fact]
    public void Likelihood_alone_learns_the_frequencies_of_one_letter_texts()
    {
        var texts = TextDataset.Of([.. Enumerable.Repeat("a", 30), .. Enumerable.Repeat("b", 10)]);
        using var text = SmallTexts
            .Builder(texts)
            .WithNetworks(
                new SeqGanOptions
                {
                    Embedding = 2,
                    Hidden = 2,
                    Windows = [new(1, 2)],
                }
            )
            .WithLikelihood(150)
            .Train();
        var entropy = -(0.75 * Math.Log(0.75)) - (0.25 * Math.Log(0.25));
        text.Unlikelihood(texts).Should().BeApproximately(entropy, 0.01);
        var written = text.Write(4000, seed: 1);
        (written.Count(each => each == "a") / 4000.0).Should().BeApproximately(0.75, 0.03);
    }
}
