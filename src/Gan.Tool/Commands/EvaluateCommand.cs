using System.CommandLine;
using System.Text.Json.Nodes;
using Gan.Data;
using Gan.Metrics;
using Gan.Tool.Configuration;
using Gan.Tool.Data;
using Gan.Tool.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tool.Commands;

/// <summary><c>gan evaluate</c>: how near a generator's samples are to data.</summary>
internal sealed class EvaluateCommand : ToolCommand
{
    private readonly Argument<string> file;
    private readonly Option<string> source;
    private readonly Option<long> count;
    private readonly Option<string> features;
    private readonly Option<int> side;
    private readonly Option<double?> truncation;
    private readonly Option<bool> json;

    /// <param name="console">Where it writes to.</param>
    public EvaluateCommand(ToolConsole console)
        : base("evaluate", "Measures FID, KID, precision and recall of a generator against data.", console)
    {
        file = Word("file", "A generator's file, or a run's folder");
        source = Add("--data", $"What to compare with: {DataNames.Text}, a folder, or a file", "mnist");
        count = Add("--count", "Samples of each side", 1000L);
        features = Add(
            "--features",
            "Where to compare: classifier (learns the data's labels first), pixels, or a TorchScript file",
            "pixels"
        );
        side = Add("--side", "Side in pixels of the pictures that a TorchScript file takes", 299);
        truncation = AddNumber("--trunc", "Fewer outliers for less variety");
        json = Add<bool>("--json", "Say it as JSON");
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        using var scope = NewDisposeScope();
        using var gan = TrainedGan.Load(RunFolder.GeneratorIn(line.GetValue(file)!));
        using var data = DataSource.Open(Settings(line.GetValue(source)!, gan.SampleShape));
        var samples =
            data.Dataset ?? throw new ToolException("A table is judged by rows: see 'gan sample' and docs/tables.md.");
        if (!samples.SampleShape.SequenceEqual(gan.SampleShape))
        {
            throw new ToolException(
                $"The generator makes {ShapeText.Of(gan.SampleShape)}, but the data have "
                    + $"{ShapeText.Of(samples.SampleShape)}. Name the data that it learnt from: --data."
            );
        }
        if (line.GetValue(count) < 2)
        {
            throw new ToolException($"--count must be at least 2, but was {line.GetValue(count)}.");
        }
        var many = Math.Min(line.GetValue(count), samples.Count);
        var (extractor, owned) = Extractor(line, samples);
        using (owned)
        {
            var real = extractor.Extract(Real(samples, many));
            var fake = extractor.Extract(gan.Sample(many, seed: 0, truncation: line.GetValue(truncation)));
            Say(Measured(real, fake, extractor.Name), line.GetValue(json));
        }
        return ExitCode.Done;
    }

    private static DataSettings Settings(string source, IReadOnlyList<long> shape) =>
        shape.Count == 3
            ? new()
            {
                Source = source,
                Size = (int)shape[1],
                Channels = (int)shape[0],
            }
            : new() { Source = source };

    private static Tensor Real(IDataset data, long count)
    {
        // Spread over the data, which may be sorted by class.
        var places = linspace(0, data.Count - 1, count, ScalarType.Float64).round().to(ScalarType.Int64);
        return data.Read(places, CPU).Samples;
    }

    private (IFeatureExtractor Extractor, IDisposable? Owned) Extractor(ParseResult line, IDataset data)
    {
        switch (line.GetValue(features))
        {
            case "pixels":
                return (new SmallPixels(), null);
            case "classifier":
                var classifier = ImageClassifier.Train(data);
                return (new ClassifierFeatures(classifier), classifier);
            case { } path when File.Exists(path):
                var network = new TorchScriptFeatures(path, new ImagePreparation { Side = line.GetValue(side) });
                return (network, network);
            case var other:
                throw new ToolException(
                    $"--features takes classifier, pixels, or a TorchScript file, but there is no file '{other}'."
                );
        }
    }

    private static JsonObject Measured(Tensor real, Tensor fake, string name)
    {
        var rows = (int)Math.Min(real.shape[0], fake.shape[0]);
        var kernel = KernelDistance.Compute(real, fake, subsetSize: Math.Min(1000, rows));
        var precision = PrecisionRecall.Compute(real, fake);
        return new JsonObject
        {
            ["features"] = name,
            ["samples"] = rows,
            ["fid"] = FrechetDistance.Compute(real, fake),
            ["kid"] = kernel.Mean,
            ["precision"] = precision.Precision,
            ["recall"] = precision.Recall,
        };
    }

    private void Say(JsonObject values, bool asJson)
    {
        if (asJson)
        {
            Console.Out.WriteLine(values.ToJsonString(ConfigJson.Options));
            return;
        }
        foreach (var (name, value) in values)
        {
            Console.Out.WriteLine($"{name}: {value}");
        }
    }
}
