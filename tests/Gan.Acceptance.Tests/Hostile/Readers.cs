using Gan.Data;
using Gan.Games;
using Gan.Metrics;
using static Gan.Acceptance.Tests.Hostile.GoodCheckpoint;
using static Gan.Acceptance.Tests.Hostile.GoodFiles;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Hostile;

/// <summary>Every reader of the libraries. A new one is one line here.</summary>
internal static class Readers
{
    private static readonly Layer[] Safetensor = [Layer.Bytes, Layer.SafetensorsHeader, Layer.SafetensorsHeader];
    private static readonly Type[] Damaged = [typeof(InvalidDataException)];
    private static readonly Type[] Format = [typeof(DataFormatException)];

    internal static readonly Dictionary<string, Reader> All = new()
    {
        ["safetensors"] = new(Safetensor, Tensors, path => Free(Safetensors.Load(path).Tensors.Values), Damaged),
        ["pth"] = new(
            [Layer.Bytes, Layer.Pickle, Layer.Pickle],
            PthFiles,
            path => Free(PthFile.Load(path).Values),
            Damaged
        ),
        ["dat"] = new([Layer.Bytes], DatFiles, path => Free(DatFile.Load(path).Values), Damaged),
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
        ["trained table"] = new(
            Safetensor,
            TableRows,
            path => Made(TrainedTable.Load(path), table => [table.Gan.Generator]),
            Damaged,
            1 << 20
        ),
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

    internal static long Made<T>(T read, Func<T, nn.Module[]> networks)
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
}
