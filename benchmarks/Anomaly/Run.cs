using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>What was asked for, the same for each class.</summary>
internal sealed record Settings(
    long GanSteps,
    long EncoderSteps,
    long LatentSize,
    double Kappa,
    double Limit,
    int Searched
);

/// <summary>One class and seed: areas under the ROC curve, and seconds.</summary>
internal sealed record Run(
    string Protocol,
    int Class,
    ulong Seed,
    Settings Settings,
    Dictionary<string, double> Area,
    Dictionary<string, double> Seconds
)
{
    internal static Run Of(string name, int label, ulong seed, Settings settings)
    {
        using var protocol = global::Protocol.Of(name, label);
        var area = new Dictionary<string, double>();
        var seconds = new Dictionary<string, double>();
        using var data = new ImageDataset(protocol.Train.clone(), name: $"digits, {name} {label}");
        var builder = Builder(data, seed, settings);
        var clock = new ProcessorClock();
        using var trainer = builder.BuildGan();
        using var gan = trainer.Train();
        using var judge = trainer.SnapshotDiscriminator();
        seconds["GAN"] = clock.Seconds;
        clock = new ProcessorClock();
        using var encoding = builder.BuildEncoder(gan, judge);
        using var detector = encoding.Train();
        seconds["encoder"] = clock.Seconds;
        Score("f-AnoGAN", protocol.Test, protocol.IsAnomaly, detector.Score);
        Score("pixel nearest neighbour", protocol.Test, protocol.IsAnomaly, _ => Peers.NearestNeighbour(protocol));
        Score("PCA-20", protocol.Test, protocol.IsAnomaly, _ => Peers.PrincipalComponents(protocol, 20));
        using var pixels = Weighted(0);
        using var features = Weighted(1e6); // beside which the pixels count nothing
        Score("f-AnoGAN, pixels alone", protocol.Test, protocol.IsAnomaly, pixels.Score);
        Score("f-AnoGAN, features alone", protocol.Test, protocol.IsAnomaly, features.Score);
        if (settings.Searched > 0)
        {
            using var some = Some(protocol.IsAnomaly, settings.Searched);
            using var test = protocol.Test.index_select(0, some);
            using var truth = protocol.IsAnomaly.index_select(0, some);
            using var search = AnomalyDetector.AnoGan(gan, judge, new LatentSearch { Seed = seed });
            Score("AnoGAN, on some", test, truth, search.Score);
            Score("f-AnoGAN, on the same", test, truth, detector.Score);
        }
        return new(name, label, seed, settings, area, seconds);

        AnomalyDetector Weighted(double kappa) =>
            AnomalyDetector.Of(
                gan.Generator,
                judge.Network,
                (EncoderNetwork)encoding.Context.Players[0].Averaged,
                detector.Plan with
                {
                    FeatureWeight = kappa,
                },
                gan.DataSet,
                detector.Step
            );

        void Score(string method, Tensor samples, Tensor isAnomaly, Func<Tensor, Tensor> scores)
        {
            clock = new ProcessorClock();
            using var found = scores(samples);
            seconds[method] = clock.Seconds;
            area[method] = Auroc.Of(found, isAnomaly).Value;
        }
    }

    // So many of either kind, the first of each.
    private static Tensor Some(Tensor isAnomaly, int each)
    {
        var truth = isAnomaly.data<bool>().ToArray();
        var places = Enumerable.Range(0, truth.Length).ToList();
        // every k-th, so that all classes are among them
        List<long> Of(bool wanted)
        {
            var all = places.Where(i => truth[i] == wanted).ToList();
            return
            [
                .. Enumerable
                    .Range(0, Math.Min(each, all.Count))
                    .Select(i => (long)all[i * all.Count / Math.Min(each, all.Count)]),
            ];
        }
        return tensor(Of(false).Concat(Of(true)).ToArray());
    }

    private static AnomalyBuilder Builder(IDataset data, ulong seed, Settings settings) =>
        new AnomalyBuilder()
            .WithData(data)
            .WithFAnoGan(settings.Kappa)
            .WithOptions(
                new EncoderOptions
                {
                    FeatureWeight = settings.Kappa,
                    Encoder = new DcganEncoder { Limit = settings.Limit },
                }
            )
            .With(gan =>
                gan.WithNetworks(new DcganOptions { LatentSize = settings.LatentSize })
                    .WithTraining(new TrainingOptions { Steps = settings.GanSteps, Seed = seed })
            )
            .WithEncoder(encoder =>
                encoder.WithTraining(
                    new TrainingOptions
                    {
                        Steps = settings.EncoderSteps,
                        Seed = seed,
                        MovingAverageDecay = 0,
                    }
                )
            );
}
