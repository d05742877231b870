using System.Security.Cryptography;
using System.Text;

namespace Gan.Acceptance.Tests.Hostile;

/// <summary>A checkpoint with one file of another's making.</summary>
internal static class GoodCheckpoint
{
    internal static GanBuilder Stored(string folder) =>
        GoodFiles.Points().WithCheckpoints(new(Path.Combine(folder, "store")) { Every = 2, Resume = true });

    internal static string StepFolder(string folder) => Path.Combine(folder, "store", "step-00000002");

    internal static byte[] CheckpointWith(string folder, string file)
    {
        Stored(folder).Train().Dispose();
        return File.ReadAllBytes(Path.Combine(StepFolder(folder), file));
    }

    /// <summary>Puts the file into the checkpoint and every hash right, as an attacker would, and goes on from
    /// there.</summary>
    internal static long Resume(string path, string file)
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
            return Readers.Made(
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

    internal static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
