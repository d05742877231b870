using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Losses;
using Gan.Metrics;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

/// <summary>Fashion-MNIST from 7 to 28 pixels: distortion against perception (Blau and Michaeli 2018).</summary>
internal static class SuperResolutionTask
{
    internal static void Run(Arguments arguments)
    {
        using var train = Fashion.Train();
        using var pairs = train.WithInput(new Downscale(4));
        using var held = Fashion.Test().WithInput(new Downscale(4));
        // another one than the FID's, which the network would learn to please otherwise
        using var content = Fashion.Classifier(train, seed: 1);
        var trial = new Trial("Fashion-MNIST, 7 to 28 px", held, new ClassifierFeatures(Fashion.Judge), arguments);
        trial.Add("nearest", interpolate(trial.Held.Input!, [28, 28], mode: InterpolationMode.Nearest));
        trial.Add("bicubic", interpolate(trial.Held.Input!, [28, 28], mode: InterpolationMode.Bicubic).clamp(-1, 1));
        for (var seed = 0; seed < arguments.Seeds; seed++)
        {
            trial.Seed = (ulong)seed;
            var translation = new TranslationBuilder().WithPairs(pairs);
            var network = new SrResNet { Blocks = 4, FeatureMaps = 32 };
            trial
                .Train("SRResNet, mean squared error", Of(translation.WithSrResNet(), network, arguments.Of(2500)))
                .Dispose();
            var srgan = Of(
                translation.WithSrgan(new ClassifierMaps(content), arguments.Of(2500)),
                network,
                arguments.Of(6000)
            );
            var options = srgan.Options with
            {
                AdversarialWeight = 0.01,
                Terms = [new L1Reconstruction(0.3), new PerceptualReconstruction(new ClassifierMaps(content))],
                Judge = new SrDiscriminator { FeatureMaps = 16 },
            };
            trial.Train("SRGAN", srgan.WithOptions(options)).Dispose();
        }

        TranslationBuilder Of(TranslationBuilder translation, ITranslatorFamily network, long steps) =>
            translation
                .WithTranslator(network)
                .With(gan =>
                    gan.WithOptimizers(
                            new AdamOptions(5e-4, 0.5, 0.999) { Schedule = new LinearDecay(0.5) },
                            new AdamOptions(2e-4, 0.5, 0.999)
                        )
                        .WithTraining(
                            new TrainingOptions
                            {
                                Steps = steps,
                                BatchSize = 32,
                                Seed = trial.Seed,
                            }
                        )
                );
    }
}
