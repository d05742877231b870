namespace Gan.Data.Tests;

/// <param name="inMemory">True for many small files, where the machine has a folder that is no disk.</param>
internal sealed class TemporaryFolder(bool inMemory = false) : IDisposable
{
    private const string Memory = "/dev/shm";

    public string Path { get; } =
        inMemory && Directory.Exists(Memory)
            ? Directory.CreateDirectory($"{Memory}/gan-data-{Guid.NewGuid():N}").FullName
            : Directory.CreateTempSubdirectory("gan-data-").FullName;

    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
