using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Gan.Architecture.Tests;

/// <summary>
/// Backend ← {Losses, Data}, Losses ← Networks, {Networks, Data} ← Core ← {Games, Metrics, Monitoring} ← Net, and
/// Backend ← Kernels ← Net, {Networks, Runtime} ← Onnx, Runtime ← Serving,
/// read from the built assemblies and the project files.
/// </summary>
public sealed class RoomReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Gan.Backend"] = [],
        ["Gan.Kernels"] = ["Gan.Backend"],
        ["Gan.Losses"] = ["Gan.Backend"],
        ["Gan.Data"] = ["Gan.Backend"],
        ["Gan.Networks"] = ["Gan.Backend", "Gan.Losses"],
        ["Gan.Core"] = ["Gan.Backend", "Gan.Losses", "Gan.Data", "Gan.Networks"],
        ["Gan.Games"] = ["Gan.Backend", "Gan.Losses", "Gan.Data", "Gan.Networks", "Gan.Core"],
        ["Gan.Metrics"] = ["Gan.Backend", "Gan.Losses", "Gan.Data", "Gan.Networks", "Gan.Core"],
        ["Gan.Monitoring"] = ["Gan.Backend", "Gan.Losses", "Gan.Data", "Gan.Networks", "Gan.Core"],
        ["Gan.Distributed"] = ["Gan.Backend", "Gan.Core"], // MPI is not for everybody
        ["Gan.Runtime"] = [], // a server and a desktop program sample without libtorch
        ["Gan.Onnx"] = ["Gan.Backend", "Gan.Losses", "Gan.Networks", "Gan.Runtime"],
        ["Gan.Serving"] = ["Gan.Runtime"], // a server stays as small as the runtime
        ["Gan.Net"] =
        [
            "Gan.Backend",
            "Gan.Data",
            "Gan.Losses",
            "Gan.Networks",
            "Gan.Core",
            "Gan.Kernels",
            "Gan.Games",
            "Gan.Metrics",
            "Gan.Monitoring",
        ],
        // A program, which brings libtorch and all rooms together.
        ["Gan.Tool"] =
        [
            "Gan.Backend",
            "Gan.Data",
            "Gan.Losses",
            "Gan.Networks",
            "Gan.Core",
            "Gan.Games",
            "Gan.Metrics",
            "Gan.Monitoring",
            "Gan.Net",
            "Gan.Distributed",
            "Gan.Onnx",
            "Gan.Serving",
        ],
    };

    public static TheoryData<string> BuiltRooms => [.. Repository.Rooms.Where(r => File.Exists(Dll(r)))];

    [Fact]
    public void Every_room_of_src_is_known_here() =>
        Directory
            .GetDirectories(Path.Combine(Repository.Root, "src"))
            .Select(Path.GetFileName)
            .Where(folder => folder != "Shared") // compiled into each room
            .Should()
            .BeEquivalentTo(Allowed.Keys);

    [Fact]
    public void All_rooms_are_built() => Repository.Rooms.Should().OnlyContain(room => File.Exists(Dll(room)));

    [Theory, MemberData(nameof(BuiltRooms))]
    public void A_room_uses_only_the_rooms_below_it(string room) =>
        References(room)
            .Where(r => r.StartsWith("Gan.", StringComparison.Ordinal))
            .Should()
            .BeSubsetOf(
                Allowed[room],
                "the direction is Backend <- {Losses, Data}, Losses <- Networks, {Networks, Data} <- Core <- {Games, "
                    + "Metrics, Monitoring} <- Net (docs/architecture.md)"
            );

    [Fact]
    public void Networks_know_nothing_of_training() =>
        References("Gan.Networks").Should().NotContain("Gan.Core").And.NotContain("Gan.Data");

    [Fact]
    public void The_runtime_knows_nothing_of_TorchSharp() =>
        References("Gan.Runtime").Should().NotContain("TorchSharp").And.Contain("Microsoft.ML.OnnxRuntime");

    [Fact]
    public void The_server_knows_nothing_of_TorchSharp() =>
        References("Gan.Serving").Should().NotContain("TorchSharp").And.Contain("Gan.Runtime");

    [Fact]
    public void A_project_refers_only_to_the_rooms_below_it()
    {
        foreach (var project in Repository.Files("src", "*.csproj"))
        {
            ProjectReferences(project)
                .Should()
                .BeSubsetOf(
                    Allowed[Path.GetFileNameWithoutExtension(project)],
                    "that is the direction, but {0} breaks it",
                    project
                );
        }
    }

    [Fact]
    public void No_library_chooses_a_backend()
    {
        foreach (var project in Repository.Files("src", "*.csproj"))
        {
            PackageReferences(project)
                .Where(IsBackend)
                .Should()
                .BeEmpty("{0} is a library, and the program chooses", project);
        }
    }

    [Theory, MemberData(nameof(BuiltRooms))]
    public void No_room_opens_its_internals_to_another(string room) =>
        Friends(room)
            .Where(friend => Allowed.ContainsKey(friend))
            .Should()
            .BeEmpty("built-ins use the public doors only");

    [Theory, MemberData(nameof(BuiltRooms))]
    public void Only_TorchSharps_public_namespaces_are_used(string room) =>
        TorchNamespaces(room)
            .Where(n => n is not ("TorchSharp" or "TorchSharp.Modules" or "TorchSharp.Utils"))
            .Should()
            .BeEmpty("what lies behind them changes with its versions");

    private static string Dll(string room) => Path.Combine(AppContext.BaseDirectory, room + ".dll");

    private static IEnumerable<string> ProjectReferences(string project) =>
        XDocument
            .Load(Path.Combine(Repository.Root, project))
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')));

    private static IEnumerable<string> PackageReferences(string project) =>
        XDocument
            .Load(Path.Combine(Repository.Root, project))
            .Descendants("PackageReference")
            .Select(r => (string)r.Attribute("Include")!);

    private static bool IsBackend(string package) =>
        package.StartsWith("TorchSharp-", StringComparison.Ordinal)
        || package.StartsWith("libtorch-", StringComparison.Ordinal);

    private static List<string> References(string room) =>
        Read(room, m => m.AssemblyReferences.Select(h => m.GetString(m.GetAssemblyReference(h).Name)));

    private static List<string> TorchNamespaces(string room) =>
        Read(
            room,
            m =>
                m.TypeReferences.Select(m.GetTypeReference)
                    .Where(t =>
                        t.ResolutionScope.Kind == HandleKind.AssemblyReference
                        && m.GetString(m.GetAssemblyReference((AssemblyReferenceHandle)t.ResolutionScope).Name)
                            == "TorchSharp"
                    )
                    .Select(t => m.GetString(t.Namespace))
        );

    private static List<string> Friends(string room) =>
        Read(
            room,
            m =>
                m.GetAssemblyDefinition()
                    .GetCustomAttributes()
                    .Select(m.GetCustomAttribute)
                    .Where(a =>
                        a.Constructor.Kind == HandleKind.MemberReference
                        && AttributeName(m, a) == "InternalsVisibleToAttribute"
                    )
                    .Select(a =>
                    {
                        var value = m.GetBlobReader(a.Value);
                        value.ReadUInt16();
                        return value.ReadSerializedString()!.Split(',')[0];
                    })
        );

    private static string AttributeName(MetadataReader m, CustomAttribute attribute) =>
        m.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent
            is { Kind: HandleKind.TypeReference } type
            ? m.GetString(m.GetTypeReference((TypeReferenceHandle)type).Name)
            : "";

    private static List<string> Read(string room, Func<MetadataReader, IEnumerable<string>> query)
    {
        using var file = new PEReader(File.OpenRead(Dll(room)));
        return [.. query(file.GetMetadataReader())];
    }
}
