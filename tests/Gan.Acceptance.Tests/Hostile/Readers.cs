using System.Security.Cryptography;
using System.Text;
using Gan.Data;
using Gan.Losses;
using Gan.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Hostile;

/// <summary>A reader, good files for it, and what it may throw.</summary>
/// <param name="Layers">Where to change them.</param>
/// <param name="Good">Files that it reads.</param>
/// <param name="Read">Reads a path, and says how many parameters the networks have that it made.</param>
/// <param name="Documented">What it says that it throws.</param>
/// <param name="Constant">Bytes that it may allocate whatever the size of the file.</param>
/// <param name="Slow">It builds a training: a tenth of the inputs unless asked for all.</param>
internal sealed record Reader(
    Layer[] Layers,
    Func<string, byte[][]> Good,
    Func<string, long> Read,
    Type[] Documented,
    long Constant = 1 << 18,
    bool Slow = false
)
{
    internal Reader(
        Layer[] layers,
        Func<string, byte[][]> good,
        Action<string> read,
        Type[] documented,
        long constant = 1 << 18
    )
        : this(layers, good, WithoutNetworks(read), documented, constant) { }

    /// <summary>Parameters of the generators that its files are tried as when they are refused, for each good
    /// file.</summary>
    internal Func<long[]>? TriedAsGenerators { get; init; }

    /// <summary>How many parameters a refused file may have made, if any.</summary>
    /// <param name="made">How many each good file made.</param>
    internal HashSet<long> MadeByRefused(long[] made)
    {
        if (TriedAsGenerators is null)
        {
            return [.. made];
        }
        var generators = TriedAsGenerators();
        return [.. made, .. generators, .. made.Zip(generators, (judge, generator) => judge + generator)];
    }

    private static Func<string, long> WithoutNetworks(Action<string> read) =>
        path =>
        {
            read(path);
            return 0;
        };
}

/// <summary>Every reader of the libraries. A new one is one line here.</summary>
internal static class Readers
{
    private static readonly Layer[] Safetensor = [Layer.Bytes, Layer.SafetensorsHeader, Layer.SafetensorsHeader];
    private static readonly Type[] Damaged = [typeof(InvalidDataException)],
        Format = [typeof(DataFormatException)];

    internal static readonly Dictionary<string, Reader> All = new()
    {
        ["safetensors"] = new(Safetensor, Tensors, path => Free(Safetensors.Load(path).Tensors.Values), Damaged),
        ["IDX"] = new([Layer.Bytes], Idx(packed: false), path => IdxFile.Load(path).Dispose(), Format),
        ["IDX, gzip"] = new(
            [Layer.Bytes, Layer.Unpacked],
            Idx(packed: true),
            path => IdxFile.Load(path).Dispose(),
            Format
        ),
        ["npy"] = new([Layer.Bytes, Layer.Text], Npy, path => NpyFile.Read(path).Dispose(), Format),
        ["trained GAN"] = new(
            Safetensor,
            Generators,
            path => Made(TrainedGan.Load(path), gan => [gan.Generator]),
            Damaged,
            1 << 20
        ),
        ["trained discriminator"] = new(
            Safetensor,
            Discriminators,
            path => Made(TrainedDiscriminator.Load(path), judge => [judge.Network]),
            Damaged,
            1 << 20
        )
        {
            TriedAsGenerators = () => [.. Trained().Select(trainer => Made(trainer, one => [one.Context.Generator]))],
        },
        ["image classifier"] = new(
            Safetensor,
            Classifiers,
            path => Made(ImageClassifier.Load(path), classifier => [classifier]),
            Damaged,
            1 << 20
        ),
        ["TorchScript under a hash"] = new(
            [Layer.Bytes],
            Scripted,
            path => new TorchScriptFeatures(path, new(), Hash).Dispose(),
            Damaged
        ),
        ["image cache"] = new(
            [Layer.Bytes],
            Caches,
            path => ImageCache.Load(path, verify: true).Dispose(),
            Format,
            1 << 20
        ),
        ["PNG file"] = new(
            [Layer.Bytes],
            Pictures,
            path => ImageFolder.ReadFile(path, new() { Size = 8, MaxPixels = 1 << 20 }).Dispose(),
            Format,
            1 << 20
        ),
        ["checkpoint's tensors"] = new(
            Safetensor,
            folder => [CheckpointWith(folder, "average.safetensors")],
            path => Resume(path, "average.safetensors"),
            [typeof(CheckpointException)],
            1 << 22,
            Slow: true
        ),
        ["checkpoint's optimiser"] = new(
            Safetensor,
            folder => [CheckpointWith(folder, "generator-optimizer.safetensors")],
            path => Resume(path, "generator-optimizer.safetensors"),
            [typeof(CheckpointException)],
            1 << 22,
            Slow: true
        ),
        ["checkpoint's manifest"] = new(
            [Layer.Json, Layer.Json, Layer.Bytes],
            folder => [CheckpointWith(folder, "checkpoint.json")],
            path => Resume(path, "checkpoint.json"),
            [typeof(CheckpointException)],
            1 << 22,
            Slow: true
        ),
    };

    private static readonly byte[] Script = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "features.pt"));

    private static string Hash => Convert.ToHexString(SHA256.HashData(Script));

    private static byte[] Picture()
    {
        var to = new MemoryStream();
        new Monitoring.PngImage(8, 8, 1, [.. Enumerable.Range(0, 64).Select(i => (byte)(4 * i))]).Save(to);
        return to.ToArray();
    }

    private static byte[][] Pictures(string folder) => [Picture()];

    private static byte[][] Caches(string folder)
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

    private static byte[][] Scripted(string folder) => [Script];

    private static long Made<T>(T read, Func<T, nn.Module[]> networks)
        where T : IDisposable
    {
        using (read)
        {
            return networks(read).Sum(network => network.parameters().LongCount());
        }
    }

    private static void Free(IEnumerable<Tensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            tensor.Dispose();
        }
    }

    private static byte[][] Saved(string folder, Action<string> save)
    {
        var path = Path.Combine(folder, "good");
        save(path);
        return [File.ReadAllBytes(path)];
    }

    private static byte[][] Tensors(string folder)
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

    private static Func<string, byte[][]> Idx(bool packed) =>
        _ =>
        {
            byte[] plain =
            [
                0,
                0,
                8,
                3,
                0,
                0,
                0,
                4,
                0,
                0,
                0,
                3,
                0,
                0,
                0,
                5,
                .. Enumerable.Range(0, 60).Select(i => (byte)i),
            ];
            if (!packed)
            {
                return [plain];
            }
            var to = new MemoryStream();
            using (
                var packing = new System.IO.Compression.GZipStream(to, System.IO.Compression.CompressionLevel.Fastest)
            )
            {
                packing.Write(plain);
            }
            return [to.ToArray()];
        };

    private static byte[][] Npy(string folder)
    {
        using var scope = NewDisposeScope();
        return
        [
            .. Saved(folder, path => NpyFile.Write(path, rand(3, 4))),
            .. Saved(folder, path => NpyFile.Write(path, arange(5))),
        ];
    }

    private static readonly MlpOptions Mlp = new()
    {
        LatentSize = 2,
        GeneratorWidths = [3],
        DiscriminatorWidths = [3],
    };

    private static GanBuilder Points() =>
        new GanBuilder()
            .WithData(GaussianMixture.Ring(count: 32))
            .WithMlp(Mlp)
            .WithTraining(new() { Steps = 2, BatchSize = 4 });

    private static readonly DcganOptions Dcgan = new() { FeatureMaps = 1, LatentSize = 2 };

    private static GanBuilder Images() =>
        new GanBuilder()
            .WithData(ImageDataset.FromBytes(new byte[8 * 64], 1, 8, 8, [0, 1, 0, 1, 0, 1, 0, 1]))
            .WithDcgan(Dcgan)
            .WithTraining(new() { Steps = 2, BatchSize = 4 });

    private static GanTrainer[] Trained() =>
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
        ];

    private static byte[][] FromEach(string folder, Action<GanTrainer, string> save) =>
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

    private static byte[][] Generators(string folder) =>
        FromEach(
            folder,
            (trainer, path) =>
            {
                using var gan = trainer.Finish();
                gan.Save(path);
            }
        );

    private static byte[][] Discriminators(string folder) =>
        FromEach(
            folder,
            (trainer, path) =>
            {
                using var judge = trainer.FinishDiscriminator();
                judge.Save(path);
            }
        );

    private static byte[][] Classifiers(string folder)
    {
        using var classifier = new ImageClassifier([1, 4, 4], 2);
        return Saved(folder, classifier.Save);
    }

    private static GanBuilder Stored(string folder) =>
        Points().WithCheckpoints(new(Path.Combine(folder, "store")) { Every = 2, Resume = true });

    private static string StepFolder(string folder) => Path.Combine(folder, "store", "step-00000002");

    private static byte[] CheckpointWith(string folder, string file)
    {
        Stored(folder).Train().Dispose();
        return File.ReadAllBytes(Path.Combine(StepFolder(folder), file));
    }

    /// <summary>Puts the file into the checkpoint and every hash right, as an attacker would, and goes on from
    /// there.</summary>
    private static long Resume(string path, string file)
    {
        var folder = Path.GetDirectoryName(path)!;
        var step = StepFolder(folder);
        var manifest = Path.Combine(step, "checkpoint.json");
        var honest = File.ReadAllBytes(manifest);
        var target = Path.Combine(step, file);
        var original = file == "checkpoint.json" ? honest : File.ReadAllBytes(target);
        var changed = File.ReadAllBytes(path);
        try
        {
            File.WriteAllBytes(target, changed);
            if (file != "checkpoint.json")
            {
                File.WriteAllText(
                    manifest,
                    Encoding.UTF8.GetString(honest).Replace(Hex(original), Hex(changed), StringComparison.Ordinal)
                );
            }
            var claimed = File.ReadAllBytes(manifest);
            File.WriteAllText(manifest + ".sha256", Hex(claimed) + "  checkpoint.json\n");
            // The moving average is a generator too.
            return Made(
                Stored(folder).Build(),
                trainer => [trainer.Context.Generator, trainer.Context.Generator, trainer.Context.Discriminator]
            );
        }
        finally
        {
            File.WriteAllBytes(target, original);
            File.WriteAllBytes(manifest, honest);
        }
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
