namespace Gan.Tool.Tests.Commands;

/// <summary>Committed ONNX files.</summary>
internal static class Onnx
{
    public static string Fixture(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Gan.Net.sln")))
        {
            root = root.Parent;
        }
        return Path.Combine(root.FullName, "tests/Gan.Runtime.Tests/Fixtures", name);
    }
}
