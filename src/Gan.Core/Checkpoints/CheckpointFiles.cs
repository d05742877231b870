using System.Security.Cryptography;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Writes and reads the files of one checkpoint. Loading runs no code from them.</summary>
internal static class CheckpointFiles
{
    internal const string Manifest = "checkpoint.json";
    internal const string ManifestHash = "checkpoint.json.sha256";

    /// <summary>Writes everything into a new folder, each file and the folder flushed to the disk.</summary>
    internal static void Write(string folder, CheckpointManifest manifest, IReadOnlyList<StatePart> parts)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        Directory.CreateDirectory(folder);
        foreach (var part in parts)
        {
            var path = Path.Combine(folder, part.File);
            using (NewDisposeScope())
            {
                Safetensors.Save(path, part.Capture(), part.Metadata?.Invoke());
            }
            manifest.Files[part.File] = Describe(path);
        }
        var json = manifest.ToBytes();
        Write(Path.Combine(folder, Manifest), json);
        Write(
            Path.Combine(folder, ManifestHash),
            System.Text.Encoding.ASCII.GetBytes($"{Hex(SHA256.HashData(json))}  {Manifest}\n")
        ); // as sha256sum has it
        DurableFolder.Flush(folder);
    }

    /// <summary>Bytes that the tensors of a checkpoint take; headers and settings come to some thousands
    /// more.</summary>
    internal static long Size(IReadOnlyList<StatePart> parts)
    {
        using var scope = NewDisposeScope();
        return parts.Sum(part => part.Capture().Values.Sum(t => t.numel() * t.element_size()));
    }

    /// <summary>Reads what is no tensor and checks that every file is as it was written.</summary>
    /// <exception cref="CheckpointException">Something is damaged, missing or of another format.</exception>
    internal static CheckpointManifest Verify(string folder, IReadOnlyList<StatePart> parts)
    {
        var manifest = ReadManifest(folder);
        foreach (var file in parts.Select(p => p.File).Except(manifest.Files.Keys))
        {
            throw Damaged(folder, Manifest, $"it does not name {file}");
        }
        foreach (var file in manifest.Files.Keys.Except(parts.Select(p => p.File)))
        {
            throw Damaged(folder, Manifest, $"it names {file}, which is no file of a checkpoint");
        }
        foreach (var (file, written) in manifest.Files)
        {
            var found = Try(
                folder,
                file,
                () =>
                    File.Exists(Path.Combine(folder, file))
                        ? Describe(Path.Combine(folder, file))
                        : throw new InvalidDataException("it is missing")
            );
            if (found.Bytes != written.Bytes)
            {
                throw Damaged(folder, file, $"it has {found.Bytes} bytes, but {written.Bytes} were written");
            }
            if (found.Sha256 != written.Sha256)
            {
                throw Damaged(folder, file, "its SHA-256 is not the one that was written; its content has changed");
            }
        }
        return manifest;
    }

    /// <exception cref="CheckpointException">The players of the stored training have other names.</exception>
    internal static void ComparePlayers(string folder, CheckpointManifest manifest, IReadOnlyList<StatePart> parts)
    {
        var stored = StateParts.PlayersOf(manifest.Files.Keys);
        var given = StateParts.PlayersOf(parts.Select(part => part.File));
        if (!stored.SequenceEqual(given))
        {
            throw new CheckpointException(
                $"The training in '{folder}' had the players {string.Join(", ", stored)}, but this one has "
                    + $"{string.Join(", ", given)}. A player's name is part of its files and of its seeds: "
                    + "name them as they were, or choose another folder.",
                folder
            );
        }
    }

    /// <summary>Puts the tensors back from files that are as they were written.</summary>
    /// <exception cref="CheckpointException">They do not fit the training.</exception>
    internal static void Restore(string folder, IReadOnlyList<StatePart> parts)
    {
        try
        {
            RestoreParts(folder, parts);
        }
        catch (CheckpointException e)
        {
            throw new CheckpointException(
                $"{e.Message} The file is as it was written, so it is of another network or optimiser: "
                    + "make both as they were, or choose another folder.",
                e.Path,
                e
            );
        }
    }

    private static void RestoreParts(string folder, IReadOnlyList<StatePart> parts)
    {
        foreach (var part in parts)
        {
            Try(
                folder,
                part.File,
                () =>
                {
                    using var scope = NewDisposeScope();
                    Safetensors.Read(Path.Combine(folder, part.File), (tensors, _) => part.Restore(tensors));
                    return true;
                }
            );
        }
    }

    /// <exception cref="CheckpointException">It is damaged, missing or of another format.</exception>
    internal static CheckpointManifest ReadManifest(string folder)
    {
        var bytes = Try(
            folder,
            Manifest,
            () =>
                File.Exists(Path.Combine(folder, Manifest))
                    ? File.ReadAllBytes(Path.Combine(folder, Manifest))
                    : throw new InvalidDataException("it is missing")
        );
        var manifest = Try(folder, Manifest, () => CheckpointManifest.From(bytes));
        var hash = Try(
            folder,
            ManifestHash,
            () =>
                File.Exists(Path.Combine(folder, ManifestHash))
                    ? File.ReadAllText(Path.Combine(folder, ManifestHash))
                    : throw new InvalidDataException("it is missing")
        );
        if (!hash.StartsWith(Hex(SHA256.HashData(bytes)), StringComparison.Ordinal))
        {
            throw Damaged(folder, Manifest, $"its SHA-256 is not the one in {ManifestHash}; its content has changed");
        }
        return manifest;
    }

    private static T Try<T>(string folder, string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
            when (e
                    is InvalidDataException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or IOException
                        and not CheckpointException
            )
        {
            throw Damaged(folder, file, e.Message.TrimEnd('.'), e);
        }
    }

    private static CheckpointException Damaged(string folder, string file, string reason, Exception? inner = null) =>
        new(
            $"The checkpoint '{folder}' cannot be used because of {file}: {reason}.",
            Path.Combine(folder, file),
            inner
        );

    private static StoredFile Describe(string path)
    {
        using var file = File.OpenRead(path);
        return new(Hex(SHA256.HashData(file)), file.Length);
    }

    private static void Write(string path, byte[] bytes)
    {
        using var file = File.Create(path);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
