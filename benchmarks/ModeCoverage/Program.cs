using Gan; using Gan.Data; using Gan.Metrics; using TorchSharp; using static TorchSharp.torch;
string A(string k, string d) { var i = Array.IndexOf(args, "--" + k); return i < 0 ? d : args[i + 1]; }
var iterations = int.Parse(A("iterations", "5000")); var set = A("set", "ring"); var name = A("config", "GAN"); var seed = ulong.Parse(A("seed", "0"));
Configuration.Every = int.Parse(A("every", "1")); Configuration.Gamma = double.Parse(A("gamma", "0.1")); var lr = double.Parse(A("lr", "1e-3")); Configuration.Fast = new AdamOptions(lr, double.Parse(A("b1", "0")), double.Parse(A("b2", "0.99"))) { Schedule = A("sch", "half") == "half" ? new LinearDecay(0.5) : A("sch", "half") == "cos" ? new CosineDecay() : new ConstantRate() };
using var data = set == "ring" ? GaussianMixture.Ring() : GaussianMixture.Grid();
var config = Configuration.All.Single(c => c.Name == name);
var nc = int.Parse(A("nc", "1"));
set_num_threads(1);
using var trainer = config.Apply(new GanBuilder().WithData(data).WithNetworks(new PacganNetworks())).WithTraining(new TrainingOptions { Steps = iterations, BatchSize = int.Parse(A("b", "100")), CriticSteps = nc == 1 ? null : nc, Seed = seed, MovingAverageDecay = config.Average }).Build();
foreach (var r in trainer.Steps())
{
    if (r.Step % (iterations / 10) != 0) continue;
    using var scope = NewDisposeScope();
    var c = ModeCoverage.Compute(trainer.Context.Sample(2500, seed: 9), data.Centers, data.Sigma);
    using var ng = no_grad(); using var gen = new Generator(9); var z = randn([2500, 2], generator: gen);
    var g = trainer.Context.Generator; var t1 = ModeCoverage.Compute(g.call(z, null), data.Centers, data.Sigma); g.eval(); var t2 = ModeCoverage.Compute(g.call(z, null), data.Centers, data.Sigma); g.train();
    Console.WriteLine($"   live train-mode HQ {100*t1.HighQuality:0.0} modes {t1.Modes}; live eval HQ {100*t2.HighQuality:0.0} modes {t2.Modes}");
    Console.WriteLine(FormattableString.Invariant($"{name} {set} {r.Step} modes {c.Modes} HQ {100 * c.HighQuality:0.0} KL {c.ReverseKl:0.000} D {r.DiscriminatorLoss:0.000} G {r.GeneratorLoss:0.000} {r.Elapsed.TotalSeconds:0}s"));
}
