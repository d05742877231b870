using Gan.Games;
using Gan.Losses;

namespace Gan;

/// <summary>Texts with softened tokens (Kusner and Hernández-Lobato 2016, arXiv:1611.04051).</summary>
public static class GumbelSoftmaxPreset
{
    extension(TextBuilder text)
    {
        /// <summary>Likelihood first, then a judge's gradient through soft tokens, as RelGAN has it (Nie et al. 2019):
        /// relativistic loss, β up to 100, the writer's rate a hundredth after the likelihood. The writer is an LSTM,
        /// where RelGAN's has a relational memory.</summary>
        /// <param name="pretrainEpochs">How often all texts are read for the likelihood. At least 0.</param>
        /// <param name="rounds">Steps in which both learn. At least 0.</param>
        /// <param name="inverseTemperature">β at the end. At least 1.</param>
        public TextBuilder WithGumbelSoftmax(
            int pretrainEpochs = 80,
            long rounds = 1000,
            double inverseTemperature = 100
        ) =>
            text.WithOptions(
                    text.Options with
                    {
                        PretrainEpochs = pretrainEpochs,
                        JudgeSteps = 0,
                        Rounds = rounds,
                        InverseTemperature = inverseTemperature,
                        RateAfterPretraining = 0.01,
                        Learning = TextLearning.GumbelSoftmax,
                    }
                )
                .With(gan => gan.WithPreset(SeqGanPreset.Preset("gumbel softmax", new RelativisticPairedLoss())));
    }
}
