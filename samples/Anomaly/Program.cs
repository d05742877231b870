// Learns nine digits and finds the tenth, which it has never seen: dotnet run -- [--digit 0] [--steps 300]
using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

const string Out = "out/anomaly";
var given = Arguments.Read(args, "--digit", "--steps");
var digit = given.Number("--digit", 10) % 10; // 10 stands for 0
var steps = given.Number("--steps", 300);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program

// The tenth digit is nowhere in what is learnt; a fifth of the others is kept to see how normal ones score.
using var digits = Mnist.Embedded();
using var isNormal = digits.Labels! != digit;
using var places = isNormal.nonzero().flatten();
var learnt = places.shape[0] * 4 / 5;
using var normal = new ImageDataset(digits.Pixels[places.narrow(0, 0, learnt)], name: $"digits without {digit}");

using var detector = new AnomalyBuilder()
    .WithData(normal)
    .WithFAnoGan()
    .With(gan => gan.WithTraining(new TrainingOptions { Steps = steps }))
    .WithEncoder(encoder => encoder.WithTraining(new TrainingOptions { Steps = 2 * steps }))
    .Train(new ConsoleProgress(), signals.Token);

// Half of what was kept sets the threshold, the other half and the tenth digit try it.
using var kept = digits.Read(places.narrow(0, learnt, places.shape[0] - learnt), CPU).Samples;
var half = kept.shape[0] / 2;
detector.Calibrate(kept.narrow(0, 0, half), falseAlarmRate: 0.05);
detector.Save($"{Out}/detector.safetensors");

using var loaded = AnomalyDetector.Load($"{Out}/detector.safetensors");
using var anomalies = digits.Read(isNormal.logical_not().nonzero().flatten(), CPU).Samples;
using var test = cat([kept.narrow(0, half, kept.shape[0] - half), anomalies]);
using var truth = arange(test.shape[0]) >= kept.shape[0] - half;
using var scores = loaded.Score(test);
Console.WriteLine($"Digit {digit} against the others: {Auroc.Of(scores, truth)}");
using var alarms = loaded.IsAnomaly(test);
Console.WriteLine(
    $"Alarms: {alarms[truth.logical_not()].to(ScalarType.Float32).mean().ToDouble():p1} of normal digits, "
        + $"{alarms[truth].to(ScalarType.Float32).mean().ToDouble():p1} of anomalies"
);

// The digit, what is made in its place, and where the two differ.
using var shown = cat([kept.narrow(0, 0, 5), anomalies.narrow(0, 0, 5)]);
using var rows = cat([shown, loaded.Reconstruct(shown), loaded.Explain(shown) - 1]);
SampleGrid.Draw(rows, columns: 10).Save($"{Out}/differences.png");
Console.WriteLine($"{Out}/differences.png shows five normal digits and five anomalies.");
