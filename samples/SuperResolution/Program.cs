// Digits of 7 x 7 pixels made four times as large: first by the mean squared error alone (SRResNet), then against a
// judge (SRGAN), whose pictures are sharper and, pixel by pixel, further from the truth.
using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

const string Out = "out/super-resolution";
var steps = Arguments.Steps(args, 300);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
using var pairs = Digits.Training().WithInput(new Downscale(4));
using var others = Digits.HeldOut().WithInput(new Downscale(4));

// Where the content loss looks: a classifier of the digits, in place of the papers' VGG. It is trained once.
using var labelled = Digits.Training();
using var classifier = ImageClassifier.TrainOrLoad(
    $"{Out}/classifier.safetensors",
    labelled,
    new ClassifierOptions { Epochs = 1 }
);
var small = new TranslationBuilder()
    .WithPairs(pairs)
    .With(gan =>
        gan.WithOptimizers(new AdamOptions(5e-4, 0.9, 0.999)) // small networks bear five times the preset's rate
            .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 8 })
            .AddMetric(new DistortionMetric(DistortionKind.Psnr, others, count: 200), every: 200)
            .AddMetric(new DistortionMetric(DistortionKind.Ssim, others, count: 200), every: 200)
    );
var network = new SrResNet { Blocks = 4, FeatureMaps = 16 };
using var exact = small
    .WithSrResNet()
    .WithTranslator(network)
    .With(gan => gan.AddCallback(new HtmlReport($"{Out}/exact.html")))
    .Train(new ConsoleProgress(), signals.Token);
using var sharp = small
    .WithSrgan(new ClassifierMaps(classifier), pretrainSteps: steps / 2)
    .WithTranslator(network)
    .WithJudge(new SrDiscriminator { FeatureMaps = 16 })
    .With(gan => gan.AddCallback(new HtmlReport($"{Out}/sharp.html")))
    .Train(new ConsoleProgress(), signals.Token);
sharp.Save($"{Out}/upscaler.safetensors");

using var batch = others.Read(arange(24), CPU);
using var large = nn.functional.interpolate(
    batch.Input!,
    [28, 28],
    mode: InterpolationMode.Bicubic,
    align_corners: false
);
using var first = exact.Upscale(batch.Input!);
using var second = sharp.Upscale(batch.Input!);
using var rows = cat([large, first, second, batch.Samples], 3);
SampleGrid.Draw(rows, columns: 4).Save($"{Out}/grid.png");
foreach (var (name, images) in new[] { ("bicubic", large), ("SRResNet", first), ("SRGAN", second) })
{
    using var psnr = Distortion.Psnr(images, batch.Samples).mean();
    using var ssim = Distortion.Ssim(images, batch.Samples).mean();
    Console.WriteLine($"{name, -9} PSNR {psnr.ToDouble():f2} dB, SSIM {ssim.ToDouble():f3}");
}
Console.WriteLine($"{Out}/grid.png shows bicubic, SRResNet, SRGAN and truth.");
