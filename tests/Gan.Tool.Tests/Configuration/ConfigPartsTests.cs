using System.Text.Json;
using Gan.Tool.Configuration;

namespace Gan.Tool.Tests.Configuration;

public sealed class ConfigPartsTests
{
    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var kind in ConfigParts.Kinds)
            {
                foreach (var name in ConfigParts.Of(kind)!.Keys)
                {
                    data.Add(kind.Name, name);
                }
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void A_part_is_written_and_read_as_the_same(string kind, string name)
    {
        var type = ConfigParts.Kinds.Single(k => k.Name == kind);
        var part = ConfigParts.Of(type)![name];
        var text = JsonSerializer.Serialize(part, type, ConfigJson.Options);
        JsonSerializer.Deserialize(text, type, ConfigJson.Options).Should().Be(part);
        var named = JsonSerializer.Deserialize($$"""{ "name": "{{name}}" }""", type, ConfigJson.Options);
        named.Should().Be(part);
    }

    [Fact]
    public void Every_family_loss_and_conditioning_of_the_library_has_a_name()
    {
        var families = Named(typeof(INetworkFamily), typeof(INetworkFamily).Assembly);
        // Those of tables and texts come with their builders; functions of one's own have no settings.
        families.Should().BeSubsetOf(["CtganOptions", "CustomNetworks", "SeqGanOptions"]);
        Named(typeof(Gan.Losses.IConditioning), typeof(Gan.Losses.IConditioning).Assembly).Should().BeEmpty();
        Named(typeof(Gan.Losses.IAugmentation), typeof(Gan.Losses.IAugmentation).Assembly).Should().BeEmpty();
        Named(typeof(ILearningRateSchedule), typeof(ILearningRateSchedule).Assembly).Should().BeEmpty();
        Named(typeof(Gan.Losses.IPenalty), typeof(Gan.Losses.IPenalty).Assembly).Should().BeEmpty();
    }

    // What is public and lacks a name.
    private static IEnumerable<string> Named(Type kind, System.Reflection.Assembly assembly)
    {
        var named = ConfigParts.Of(kind)!.Values.Select(part => part.GetType()).ToHashSet();
        return assembly
            .GetExportedTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && kind.IsAssignableFrom(type))
            .Where(type => !named.Contains(type))
            .Select(type => type.Name);
    }
}
