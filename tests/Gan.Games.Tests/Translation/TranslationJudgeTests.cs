using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

/// <summary>What judge and translator learn from each other, against formulas that the test writes down.</summary>
public sealed class TranslationJudgeTests
{
    [Theory, InlineData(true), InlineData(false)]
    public void A_step_is_descent_on_the_papers_objectives(bool seesInput)
    {
        const double rate = 1e-3;
        using var scope = NewDisposeScope();
        using var pairs = new PairedDataset(Pictures.Same(), Pictures.Same(seed: 1, invert: true));
        var options = new TranslationOptions
        {
            Translator = new UNet
            {
                Depth = 2,
                FeatureMaps = 4,
                Dropout = 0,
            },
            Judge = new PatchDiscriminator
            {
                Layers = 1,
                FeatureMaps = 4,
                Norm = DiscriminatorNorm.None,
            },
            JudgeSeesInput = seesInput,
            AdversarialWeight = 2,
        };
        // each with the other held where it is
        foreach (var (rates, learner) in new[] { ((rate, 1e-12), 1), ((1e-12, rate), 0) })
        {
            using var trainer = new TranslationBuilder()
                .WithPairs(pairs)
                .WithPix2pix()
                .WithOptions(options)
                .With(gan => gan.WithTraining(new TrainingOptions { Steps = 1, BatchSize = 4 }))
                .With(gan => gan.WithOptimizers(new GradientDescent(rates.Item1), new GradientDescent(rates.Item2)))
                .Build();
            var networks = trainer.Context.Players.Select(player => player.Network).ToList();
            var (judge, translator) = ((DiscriminatorNetwork)networks[0], (TranslatorNetwork)networks[1]);
            var input = pairs.Read(arange(4), CPU).Input!;
            var target = pairs.Read(arange(4), CPU).Samples;
            var made = translator.call(input);
            Tensor Score(Tensor image) => judge.call(seesInput ? cat([input, image], 1) : image, null);
            // −log σ(s) of targets and −log(1 − σ(s)) of translations, and −log σ(s) for the translator
            var judges = (1 + (-Score(target)).exp()).log().mean() + (1 + Score(made.detach()).exp()).log().mean();
            var translators = 100 * (made - target).abs().mean() + (2 * (1 + (-Score(made)).exp()).log().mean());
            var descent = new Descent(networks[learner]);
            descent.Expect(learner == 0 ? judges : translators);
            trainer.Steps().Should().HaveCount(1);
            descent.Error(rate).Should().BeLessThan(5e-3);
        }
    }
}
