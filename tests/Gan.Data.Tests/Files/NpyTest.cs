using System.Text;

namespace Gan.Data.Tests.Files;

/// <summary>Arrays of NumPy's format: fixtures, and files in a folder of their own.</summary>
public abstract class NpyTest : IDisposable
{
    private protected readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private protected static byte[] WithHeader(string header) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)];

    private protected static string Fixture(string name) =>
        Path.Combine(AppContext.BaseDirectory, "Fixtures", name + ".npy");

    private protected static void Refuse(string path, string message) =>
        FluentActions
            .Invoking(() => NpyFile.Read(path))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"{path}: {message}");
}
