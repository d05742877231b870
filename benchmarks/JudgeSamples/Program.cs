// Judges samples of digits with a classifier that learns 9,000 of the embedded digits and is tested on the other 1,000.
using System.CommandLine;
using System.Diagnostics;
using Gan.Data;
using Gan.Metrics;
using static TorchSharp.torch;

var file = new Argument<FileInfo>("samples.npy")
{
    Description = "Float32 [N, 1, 28, 28] in [-1, 1], as the quickstart leaves it",
}.AcceptExistingOnly();
var cache = new Option<string?>("--classifier")
{
    Description = "Keep the trained classifier in this file, and take it from there the next time",
};
var leastScore = new Option<double>("--least-score") { Description = "End with status 1 below this inception score" };
var leastShare = new Option<double>("--least-share")
{
    Description = "End with status 1 if a class is a smaller part of the samples, such as 0.03",
};

var command = new RootCommand("Inception score and class shares of MNIST samples, by a classifier trained on MNIST.")
{
    file,
    cache,
    leastScore,
    leastShare,
};
command.SetAction(arguments =>
{
    using var scope = NewDisposeScope();
    using var digits = Mnist.Embedded();
    using var classifier = Classifier(digits, arguments.GetValue(cache));
    using var samples = NpyFile.Read(arguments.GetValue(file)!.FullName);
    Print($"classifier: {100 * classifier.Accuracy(digits, 9000..):0.00} % of 1,000 held-out digits right");
    Judge("held-out digits", classifier.Probabilities(digits.Read(arange(9000, 10000), CPU).Samples));
    var (score, shares) = Judge(arguments.GetValue(file)!.Name, classifier.Probabilities(samples));
    return score >= arguments.GetValue(leastScore) && shares.Smallest >= arguments.GetValue(leastShare) ? 0 : 1;
});
return command.Parse(args).Invoke();

static ImageClassifier Classifier(IDataset digits, string? cache)
{
    if (cache is not null && File.Exists(cache))
    {
        return ImageClassifier.Load(cache);
    }
    var clock = Stopwatch.StartNew();
    var classifier = ImageClassifier.Train(digits, samples: ..9000);
    Print($"classifier: trained in {clock.Elapsed.TotalSeconds:0.0} s");
    if (cache is not null)
    {
        classifier.Save(cache);
    }
    return classifier;
}

static (double Score, ClassHistogram Shares) Judge(string name, Tensor probabilities)
{
    var score = InceptionScore.Compute(probabilities);
    var shares = ClassHistogram.Of(probabilities);
    Print(
        $"{name}: {probabilities.shape[0]} samples, "
            + $"inception score {score.Mean:0.000}, smallest class {100 * shares.Smallest:0.0} %"
    );
    Print($"  {shares}");
    return (score.Mean, shares);
}

static void Print(string line) => Console.WriteLine(line);
