using System.IO.Compression;
using System.Security.Cryptography;
using Gan.Data;
using Gan.Games;
using Gan.Losses;
using Gan.Metrics;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Hostile;

/// <summary>Files that the readers read.</summary>
internal static class GoodFiles
{
    internal static readonly byte[] Script = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "features.pt"));

    internal static string Hash => Convert.ToHexString(SHA256.HashData(Script));

    internal static byte[] Picture()
    {
        var to = new MemoryStream();
        new Monitoring.PngImage(8, 8, 1, [.. Enumerable.Range(0, 64).Select(i => (byte)(4 * i))]).Save(to);
        return to.ToArray();
    }

    internal static byte[][] Pictures(string folder) => [Picture()];

    internal static byte[][] Caches(string folder)
    {
        var pictures = Directory.CreateDirectory(Path.Combine(folder, "pictures", "a"));
        var cache = Path.Combine(folder, "cache");
        for (var i = 0; i < 4; i++)
        {
            File.WriteAllBytes(Path.Combine(pictures.FullName, $"{i}.png"), Picture());
        }
        ImageFolder.Load(pictures.Parent!.FullName, new() { Size = 8, Cache = cache }).Dispose();
        return [.. Directory.GetFiles(folder, "cache*").Take(1).Select(File.ReadAllBytes)];
    }

    internal static byte[][] Scripted(string folder) => [Script];

    internal static byte[][] Saved(string folder, Action<string> save)
    {
        var path = Path.Combine(folder, "good");
        save(path);
        return [File.ReadAllBytes(path)];
    }

    internal static byte[][] Tensors(string folder)
    {
        using var scope = NewDisposeScope();
        return Saved(
            folder,
            path =>
                Safetensors.Save(
                    path,
                    new Dictionary<string, Tensor>
                    {
                        ["a"] = arange(6).reshape(2, 3),
                        ["b.c"] = ones(4),
                        ["empty"] = zeros(0, 2),
                        ["flags"] = tensor(new[] { true, false }),
                    },
                    new Dictionary<string, string> { ["about"] = "text", ["list"] = "[1,2]" }
                )
        );
    }

    // Ours, and one as PyTorch writes it: a checkpoint with weights that layers share.
    internal static byte[][] PthFiles(string folder)
    {
        using var scope = NewDisposeScope();
        var ours = new Dictionary<string, Tensor>
        {
            ["a"] = arange(6).reshape(2, 3),
            ["b.c"] = ones(4).half(),
            ["empty"] = zeros(0, 2),
        };
        var theirs = new[] { "kinds.pth", "checkpoint.pth" }.Select(name =>
            File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, name))
        );
        return [.. Saved(folder, path => PthFile.Save(path, ours)), .. theirs];
    }

    internal static byte[][] DatFiles(string folder)
    {
        using var scope = NewDisposeScope();
        var network = nn.Sequential(("conv", nn.Conv2d(1, 200, 1)), ("norm", nn.BatchNorm1d(2)));
        return Saved(folder, path => network.save(path));
    }

    internal static Func<string, byte[][]> Idx(bool packed) =>
        _ =>
        {
            byte[] header = [0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 5];
            byte[] plain = [.. header, .. Enumerable.Range(0, 60).Select(i => (byte)i)];
            if (!packed)
            {
                return [plain];
            }
            var to = new MemoryStream();
            using (var packing = new GZipStream(to, CompressionLevel.Fastest))
            {
                packing.Write(plain);
            }
            return [to.ToArray()];
        };

    internal static byte[][] Npy(string folder)
    {
        using var scope = NewDisposeScope();
        return
        [
            .. Saved(folder, path => NpyFile.Write(path, rand(3, 4))),
            .. Saved(folder, path => NpyFile.Write(path, arange(5))),
        ];
    }

    internal static readonly MlpOptions Mlp = new()
    {
        LatentSize = 2,
        GeneratorWidths = [3],
        DiscriminatorWidths = [3],
    };

    internal static GanBuilder Points() =>
        new GanBuilder()
            .WithData(GaussianMixture.Ring(count: 32))
            .WithMlp(Mlp)
            .WithTraining(new() { Steps = 2, BatchSize = 4 });

    internal static readonly DcganOptions Dcgan = new() { FeatureMaps = 1, LatentSize = 2 };

    internal static GanBuilder Images() =>
        new GanBuilder()
            .WithData(ImageDataset.FromBytes(new byte[8 * 64], 1, 8, 8, [0, 1, 0, 1, 0, 1, 0, 1]))
            .WithDcgan(Dcgan)
            .WithTraining(new() { Steps = 2, BatchSize = 4 });

    internal static GanTrainer[] Trained() =>
        [
            Points().Build(),
            Points().WithConditioning(new LabelEmbedding(2)).Build(),
            Points().WithConditioning(new InfoGanCodes(1, 2, 1)).Build(),
            Images().Build(),
            Images().WithConditioning(new ProjectionConditioning(2)).Build(),
            Images()
                .WithNetworks(
                    new ResNetOptions
                    {
                        GeneratorMaps = 1,
                        DiscriminatorMaps = 1,
                        LatentSize = 2,
                    }
                )
                .WithPacking(2)
                .WithDiscriminators(2)
                .Build(),
            Images().WithNetworks(new R3ganOptions { Maps = 8, LatentSize = 2 }).Build(),
            Images()
                .WithBigGan(
                    new BigGanOptions
                    {
                        GeneratorMaps = 4, // so that a discriminator's file cannot be taken for a generator's
                        DiscriminatorMaps = 1,
                        LatentSize = 2,
                        SharedEmbedding = 2,
                    }
                )
                .Build(),
        ];

    internal static byte[][] FromEach(string folder, Action<GanTrainer, string> save) =>
        [
            .. Trained()
                .SelectMany(trainer =>
                    Saved(
                        folder,
                        path =>
                        {
                            using (trainer)
                            {
                                save(trainer, path);
                            }
                        }
                    )
                ),
        ];

    internal static byte[][] Generators(string folder) =>
        FromEach(
            folder,
            (trainer, path) =>
            {
                using var gan = trainer.Snapshot();
                gan.Save(path);
            }
        );

    internal static byte[][] Discriminators(string folder) =>
        FromEach(
            folder,
            (trainer, path) =>
            {
                using var judge = trainer.SnapshotDiscriminator();
                judge.Save(path);
            }
        );

    internal static byte[][] TableRows(string folder)
    {
        var csv = Path.Combine(folder, "orders.csv");
        File.WriteAllText(csv, "kind,price\n" + string.Concat(Enumerable.Repeat("a,1\nb,2\n", 5)));
        using var trainer = new TableBuilder()
            .WithTable(CsvTable.Load(csv, TableOptions.ForCtgan))
            .WithNetworks(
                new CtganOptions
                {
                    NoiseSize = 2,
                    GeneratorWidths = [2],
                    DiscriminatorWidths = [2],
                }
            )
            .Build();
        using var rows = trainer.Snapshot();
        File.Delete(csv);
        return Saved(folder, rows.Save);
    }

    internal static byte[][] Classifiers(string folder)
    {
        using var classifier = new ImageClassifier([1, 4, 4], 2);
        return Saved(folder, classifier.Save);
    }
}
