using Gan.Games;
using Gan.Losses;

namespace Gan;

/// <summary>Texts (SeqGAN, Yu et al. 2017, arXiv:1609.05473).</summary>
public static class SeqGanPreset
{
    extension(TextBuilder text)
    {
        /// <summary>SeqGAN (Yu et al. 2017): likelihood first, then rewards of a judge by a policy gradient. Adam(0.01)
        /// with gradients of at most 5 for the writer, Adam(1e-4) for the judge, which learns five times a
        /// step.</summary>
        /// <param name="pretrainEpochs">How often all texts are read for the likelihood. At least 0.</param>
        /// <param name="rounds">Steps in which both learn. At least 0.</param>
        /// <param name="rollouts">How often each beginning of a text is finished. At least 1; the paper has 16.</param>
        public TextBuilder WithSeqGan(int pretrainEpochs = 80, long rounds = 200, int rollouts = 16) =>
            text.WithOptions(
                    text.Options with
                    {
                        PretrainEpochs = pretrainEpochs,
                        Rounds = rounds,
                        Rollouts = rollouts,
                        Learning = TextLearning.PolicyGradient,
                    }
                )
                .With(gan => gan.WithPreset(Preset("seqgan", new NonSaturatingLoss())));

        /// <summary>The writer by likelihood alone, which is what a text GAN has to beat.</summary>
        /// <param name="epochs">How often all texts are read. At least 1.</param>
        public TextBuilder WithLikelihood(int epochs = 80) =>
            text.WithOptions(text.Options with { PretrainEpochs = epochs, JudgeSteps = 0, Rounds = 0 })
                .With(gan => gan.WithPreset(Preset("likelihood", new NonSaturatingLoss())));
    }

    internal static Preset Preset(string name, IGanLoss loss) =>
        new(name, loss)
        {
            Optimizer = new AdamOptions(0.01, 0.9, 0.999) { ClipNorm = 5 },
            DiscriminatorOptimizer = new AdamOptions(1e-4, 0.9, 0.999),
            CriticSteps = 5,
        };
}
