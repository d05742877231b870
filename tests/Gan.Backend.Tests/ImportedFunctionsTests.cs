using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using static TorchSharp.torch;

namespace Gan.Backend.Tests;

[SupportedOSPlatform("linux")]
public sealed unsafe class ImportedFunctionsTests
{
    private const string Elsewhere = "Another system's libraries keep their addresses elsewhere.";

    private readonly nint library;

    public ImportedFunctionsTests()
    {
        TorchBackend.EnsureAvailable();
        NativeLibrary.TryLoad("LibTorchSharp", typeof(Tensor).Assembly, null, out library).Should().BeTrue();
    }

    [LinuxFact(Elsewhere)]
    public void The_place_of_an_imported_function_holds_an_address()
    {
        var place = ImportedFunctions.Find(library, "_ZdlPvm");
        (place != null).Should().BeTrue("TorchSharp's library deletes with the size");
        (*place).Should().NotBe(0);
    }

    [LinuxFact(Elsewhere)]
    public void A_function_that_the_library_does_not_call_has_no_place()
    {
        (ImportedFunctions.Find(library, "no_such_function") == null).Should().BeTrue();
        (ImportedFunctions.Find(library, "_ZdlPv_") == null).Should().BeTrue("names are compared whole");
    }
}
