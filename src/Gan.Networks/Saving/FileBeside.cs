namespace Gan;

/// <summary>Writes a file beside its place and renames it into place when it is whole, so that an older one is left
/// whole by a fault.</summary>
internal static class FileBeside
{
    /// <summary>Writes a file. Its folder is made when missing.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Write(string path, Action<FileStream> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (File.Exists(folder))
        {
            throw new IOException(
                $"'{path}' cannot be written: '{folder}' is a file, not a folder. Choose another path."
            );
        }
        Directory.CreateDirectory(folder);
        var beside = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.tmp");
        try
        {
            using (var file = File.Create(beside))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
