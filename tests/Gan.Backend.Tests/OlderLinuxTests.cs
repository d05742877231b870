using System.Runtime.Versioning;

namespace Gan.Backend.Tests;

/// <summary>On copies of TorchSharp's own file, as the system's loader answers them.</summary>
[SupportedOSPlatform("linux")]
public sealed class OlderLinuxTests : IDisposable
{
    private const string Elsewhere = "Another system has another loader.";

    private readonly string folder = Directory.CreateTempSubdirectory("gan-backend").FullName;

    public OlderLinuxTests() => TorchBackend.EnsureAvailable();

    [LinuxFact(Elsewhere)]
    public void A_version_that_the_system_lacks_is_named_with_the_systems_that_have_it()
    {
        // A version that none has yet, in place of one that the file asks for.
        var library = Library();
        var place = library.AsSpan().IndexOf("GLIBCXX_3.4.30\0"u8);
        "GLIBCXX_3.4.99"u8.CopyTo(library.AsSpan(place));

        var refusal = OlderLinux.LoadCopy(library, [folder], out var handle)!;

        handle.Should().Be(0);
        refusal
            .Message.Should()
            .Be(
                "This system's C or C++ library is too old for libtorch: it lacks GLIBCXX_3.4.99; "
                    + "run the program on Debian 12, Ubuntu 22.04, RHEL 10 or newer, or in a container of one of these."
            );
        refusal.InnerException!.Message.Should().Contain("not found (required by ", "the loader's words are kept");
        Directory.GetFileSystemEntries(folder).Should().BeEmpty("the copy is gone");
    }

    [LinuxFact(Elsewhere)]
    public void A_folder_that_does_not_serve_is_named_with_the_remedy()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");

        var refusal = OlderLinux.LoadCopy(Library(), [file], out var handle)!;

        handle.Should().Be(0);
        refusal
            .Message.Should()
            .Contain($"could not be loaded from {file}: set TMPDIR to a folder where files can be written");
        refusal.InnerException.Should().BeAssignableTo<IOException>();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static byte[] Library()
    {
        var content = File.ReadAllBytes(NativeFiles.Find("LibTorchSharp")!);
        VersionNeeds.MakeWeak(content, "GLIBCXX_3.4.32").Should().BeTrue();
        return content;
    }
}
