using System.Globalization;
using System.Text;
using System.Text.Json;
using Gan.Data;
using Gan.Metrics;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>The data, and distances from them in the features of one classifier that never changes.</summary>
internal sealed class Judge : IDisposable
{
    private const int Samples = 5000;
    private readonly ImageClassifier classifier;
    private readonly Tensor real;

    private Judge(string name, IDataset data, IDataset held, ClassifierOptions options)
    {
        Data = data;
        var file = Path.Combine(Path.GetTempPath(), $"gan-families-{name}.safetensors");
        classifier = ImageClassifier.TrainOrLoad(file, data, options);
        real = classifier.Features(held.Read(arange(Math.Min(held.Count, Samples)), CPU).Samples);
    }

    /// <summary>What the contestants learn.</summary>
    internal IDataset Data { get; }

    /// <summary>Fashion-MNIST with a border of two dark pixels; judged by the first 5,000 of the test images.</summary>
    internal static Judge OfFashion()
    {
        using var train = FashionMnist.Load();
        using var test = FashionMnist.Load(train: false);
        return new Judge("fashion", Padded(train), Padded(test), new ClassifierOptions { Epochs = 2 });
    }

    /// <summary>All emoji of the package, judged by themselves: they are few. Their categories are the
    /// classes.</summary>
    internal static Judge OfEmoji(string package)
    {
        var pictures = Path.Combine(package, "img", "twitter", "64");
        var labels = Path.Combine(Path.GetTempPath(), $"gan-emoji-{Environment.ProcessId}.csv");
        File.WriteAllText(labels, Categories(Path.Combine(package, "emoji.json")));
        try
        {
            var options = new ImageFolderOptions { Labels = ImageLabels.File, LabelFile = labels };
            var data = ImageFolder.Load(pictures, options);
            return new Judge("emoji", data, data, new ClassifierOptions { Epochs = 6 });
        }
        finally
        {
            File.Delete(labels);
        }
    }

    /// <summary>Fréchet and kernel distance, recall and precision of samples of a trained generator.</summary>
    internal Dictionary<string, double> Score(Tensor samples)
    {
        using var scope = NewDisposeScope();
        var made = classifier.Features(samples);
        var size = (int)Math.Min(1000, real.shape[0]);
        var both = PrecisionRecall.Compute(real, made);
        return new()
        {
            ["FID"] = FrechetDistance.Compute(real, made),
            ["KID × 1000"] = 1000 * KernelDistance.Compute(real, made, subsets: 20, subsetSize: size).Mean,
            ["precision"] = both.Precision,
            ["recall"] = both.Recall,
        };
    }

    public void Dispose()
    {
        classifier.Dispose();
        real.Dispose();
        Data.Dispose();
    }

    private static ImageDataset Padded(ImageDataset images) =>
        new(
            nn.functional.pad(images.Pixels, [2, 2, 2, 2]),
            images.Labels!.clone(),
            images.Classes,
            images.Name + " at 32 px"
        );

    private static string Categories(string json)
    {
        var text = new StringBuilder("file,label\n");
        using var document = JsonDocument.Parse(File.ReadAllText(json));
        foreach (var emoji in document.RootElement.EnumerateArray())
        {
            var category = emoji.GetProperty("category").GetString();
            Add(emoji);
            if (emoji.TryGetProperty("skin_variations", out var variations))
            {
                foreach (var variation in variations.EnumerateObject())
                {
                    Add(variation.Value);
                }
            }

            void Add(JsonElement one) =>
                text.Append(CultureInfo.InvariantCulture, $"{one.GetProperty("image").GetString()},{category}\n");
        }
        return text.ToString();
    }
}
