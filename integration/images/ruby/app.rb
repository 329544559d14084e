require 'json'
require 'sinatra/base'

class Shop < Sinatra::Base
  set :root, __dir__
  set :protection, false
  ITEMS = [{ id: 1, name: 'kettle' }, { id: 2, name: '急須' }].freeze

  autoload :Invoice, File.join(__dir__, 'lib', 'invoice')

  get('/') { erb :index }
  get('/about') { erb :about }
  get('/items.json') { JSON.generate(ITEMS) }

  get '/items.csv' do
    require 'csv'
    content_type 'application/octet-stream'
    CSV.generate { |csv| ITEMS.each { |item| csv << item.values } }.encode(params.fetch('encoding', 'UTF-8'))
  end

  get '/items.xml' do
    require 'nokogiri'
    Nokogiri::XML::Builder.new { |xml| xml.items { ITEMS.each { |item| xml.item(item[:name], id: item[:id]) } } }.to_xml
  end

  get('/items.yaml') { require 'yaml'; ITEMS.to_yaml }
  get('/invoice') { Invoice.new(ITEMS).to_s }

  get '/when' do
    require 'tzinfo'
    TZInfo::Timezone.get(params['zone']).to_local(Time.at(0)).strftime('%FT%T%:z')
  end

  get '/fetch' do
    require 'net/http'
    Net::HTTP.get_response(URI(params['url'])).code
  end

  not_found { erb :missing }
end
